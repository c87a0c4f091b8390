def saved_mixer(units):
    x = keras.Input(shape=(5,))
    return keras.Model(x, keras.layers.Dense(2)(keras.layers.Dense(units, activation="tanh")(x)))
