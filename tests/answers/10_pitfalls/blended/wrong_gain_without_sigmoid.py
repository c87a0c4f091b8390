# says: The activation sigmoid is missing
# points: 1
def blended():
    x = keras.Input((30,))
    code = keras.layers.Dense(16, activation="relu")(x)
    gain = keras.layers.Dense(16)(code)
    shift = keras.layers.Dense(16)(code)
    return keras.Model(x, code * gain + shift)
