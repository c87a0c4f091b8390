# says: keep the result of the first call in a variable
# points: 1
def blended():
    x = keras.Input((30,))
    encoder = keras.layers.Dense(16, activation="relu")
    code = encoder(x)
    gain = keras.layers.Dense(16, activation="sigmoid")(code)
    return keras.Model(x, encoder(x) * gain + keras.layers.Dense(16)(code))
