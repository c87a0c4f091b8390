# says: is called 3 times on input
# points: 1
def blended():
    x = keras.Input((30,))
    encoder = keras.layers.Dense(16, activation="relu")
    gain = keras.layers.Dense(16, activation="sigmoid")(encoder(x))
    shift = keras.layers.Dense(16)(encoder(x))
    return keras.Model(x, encoder(x) * gain + shift)
