# says: what does each head take
# points: 1
def blended():
    x = keras.Input((30,))
    code = keras.layers.Dense(16, activation="relu")(x)
    gain = keras.layers.Dense(16, activation="sigmoid")(code)
    shift = keras.layers.Dense(16)(gain)
    return keras.Model(x, code * gain + shift)
