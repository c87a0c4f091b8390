# says: share a layer at one level
# points: 2
def loadable():
    x, y = keras.Input((10,)), keras.Input((10,))
    hidden, code = keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4)
    encoder = keras.Model(x, code(hidden(x)))
    return keras.Model(y, encoder(y) + 0.5 * code(hidden(2 * y)))
