def residual_stack():
    x = y = keras.Input(shape=(12,))
    for _ in range(3):
        y = keras.layers.Add()([y, keras.layers.Dense(12, activation="relu")(y)])
    return keras.Model(x, keras.layers.Dense(1)(y))
