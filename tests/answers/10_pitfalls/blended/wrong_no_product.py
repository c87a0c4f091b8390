# says: The output with all weights at 0.1 is off
# points: 1
def blended():
    x = keras.Input((30,))
    code = keras.layers.Dense(16, activation="relu")(x)
    gain = keras.layers.Dense(16, activation="sigmoid")(code)
    shift = keras.layers.Dense(16)(code)
    return keras.Model(x, gain + shift)
