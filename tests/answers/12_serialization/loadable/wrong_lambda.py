# says: A Lambda layer holds a program
# points: 2
def loadable():
    hidden, code = keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4)
    x = keras.Input((10,))
    return keras.Model(x, code(hidden(x)) + 0.5 * code(hidden(keras.layers.Lambda(lambda t: 2 * t)(x))))
