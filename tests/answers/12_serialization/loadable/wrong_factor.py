# says: The output, with each weight 1, is off
# points: 3
def loadable():
    hidden, code = keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4)
    x = keras.Input((10,))
    return keras.Model(x, code(hidden(x)) + 2 * code(hidden(2 * x)))
