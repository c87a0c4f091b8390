# says: they use 2 layers
# points: 0
def loadable():
    x = keras.Input((10,))
    one = keras.layers.Dense(4)(keras.layers.Dense(8, activation="relu")(x))
    two = keras.layers.Dense(4)(keras.layers.Dense(8, activation="relu")(2 * x))
    return keras.Model(x, one + 0.5 * two)
