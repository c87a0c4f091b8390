def compare_signals():
    left, right = keras.Input(shape=(10,)), keras.Input(shape=(10,))
    encoder = keras.layers.Dense(8, activation="relu")
    difference = keras.layers.Subtract()([encoder(left), encoder(right)])
    return keras.Model([left, right], keras.layers.Dense(1)(difference))
