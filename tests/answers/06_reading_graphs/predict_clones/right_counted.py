def predict_clones():
    a = keras.Input((3,))
    size = keras.Model(a, keras.layers.Dense(4)(a)).count_params()
    return size, size, 2 * size
