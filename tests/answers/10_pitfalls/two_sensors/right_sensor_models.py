def two_sensors():
    a, b = keras.Input((6,)), keras.Input((6,))
    body = keras.Sequential([keras.layers.Dense(8), keras.layers.ReLU()])
    one = keras.Sequential([keras.layers.BatchNormalization()])
    other = keras.Sequential([keras.layers.BatchNormalization()])
    return keras.Model([a, b], keras.layers.Dense(1)(body(one(a)) - body(other(b))))
