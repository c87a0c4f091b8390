def residual_score():
    x = keras.Input((8,))
    block = keras.Sequential(
        [keras.Input((8,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(8)]
    )
    total = keras.layers.add([block(x), x])
    return keras.Sequential([keras.Model(x, total), keras.layers.Dense(1)])
