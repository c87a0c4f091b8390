def verifier():
    encoder = keras.Sequential([
        keras.Input((20,)),
        keras.layers.Dense(24, activation="relu"),
        keras.layers.Dense(6),
    ])
    a, b = keras.Input((20,)), keras.Input((20,))
    distance = keras.ops.absolute(encoder(b) - encoder(a))
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(distance))
