# says: should get
# points: 2
def puzzle_norms():
    a, b = keras.Input((9,)), keras.Input((9,))
    shared = keras.layers.Dense(5, activation="tanh")
    u = shared(keras.layers.LayerNormalization()(a))
    v = shared(keras.layers.LayerNormalization()(b))
    return keras.Model([a, b], keras.layers.Dense(2, activation="softmax")(u * v + v))
