# says: The model is not symmetric
# points: 2
def verifier():
    encoder = keras.Sequential([
        keras.Input((20,)),
        keras.layers.Dense(24, activation="relu"),
        keras.layers.Dense(6),
    ])
    a, b = keras.Input((20,)), keras.Input((20,))
    distance = encoder(a) - encoder(b)
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(distance))
