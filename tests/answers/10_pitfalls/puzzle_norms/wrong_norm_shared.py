# says: These 2 calls should use separate layers
# points: 0
def puzzle_norms():
    a, b = keras.Input((9,)), keras.Input((9,))
    shared = keras.layers.Dense(5, activation="tanh")
    norm = keras.layers.LayerNormalization()
    u, v = shared(norm(a)), shared(norm(b))
    return keras.Model([a, b], keras.layers.Dense(2, activation="softmax")(u * v + u))
