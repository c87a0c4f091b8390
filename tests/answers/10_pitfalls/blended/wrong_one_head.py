# says: should have 1,040 parameters, but it has 768
# points: 0
def blended():
    x = keras.Input((30,))
    code = keras.layers.Dense(16, activation="relu")(x)
    gain = keras.layers.Dense(16, activation="sigmoid")(code)
    shift = gain
    return keras.Model(x, code * gain + shift)
