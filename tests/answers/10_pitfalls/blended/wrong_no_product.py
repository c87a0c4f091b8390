# says: A call of multiply is missing
# points: 1
def blended():
    x = keras.Input((30,))
    code = keras.layers.Dense(16, activation="relu")(x)
    gain = keras.layers.Dense(16, activation="sigmoid")(code)
    shift = keras.layers.Dense(16)(code)
    return keras.Model(x, gain + shift)
