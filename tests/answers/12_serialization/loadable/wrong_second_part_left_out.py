# says: Dense(8) should be called 2 times, but it is called once
# points: 0
def loadable():
    hidden, code = keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4)
    x = keras.Input((10,))
    return keras.Model(x, code(hidden(x)))
