# says: what does each head take, and which activation does it have?
# points: 1
def blended():
    x = keras.Input((30,))
    code = keras.layers.Dense(16, activation="relu")(x)
    gain = keras.layers.Dense(16)(code)
    shift = keras.layers.Dense(16)(code)
    return keras.Model(x, code * gain + shift)
