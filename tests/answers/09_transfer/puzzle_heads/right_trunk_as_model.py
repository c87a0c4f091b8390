def puzzle_heads():
    trunk = keras.Sequential([
        keras.Input((14,)),
        keras.layers.Dense(12, activation="relu"),
        keras.layers.BatchNormalization(),
        keras.layers.Dense(6, activation="relu"),
    ])
    second = keras.Sequential([keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(1)])
    x = keras.Input((14,))
    code = trunk(x)
    return keras.Model(x, [keras.layers.Dense(3, activation="softmax")(code), second(code)])
