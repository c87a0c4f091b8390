# says: should get input
# points: 2
def puzzle_norms():
    a, b = keras.Input((9,)), keras.Input((9,))
    shared = keras.layers.Dense(5, activation="tanh")
    u = keras.layers.LayerNormalization()(shared(a))
    v = keras.layers.LayerNormalization()(shared(b))
    return keras.Model([a, b], keras.layers.Dense(2, activation="softmax")(u * v + u))
