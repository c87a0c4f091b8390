# says: should have 113 parameters, but it has 129
# points: 3
def two_sensors():
    a, b = keras.Input((6,)), keras.Input((6,))
    dense = keras.layers.Dense(8, activation="relu")
    left = keras.layers.BatchNormalization()(dense(a))
    right = keras.layers.BatchNormalization()(dense(b))
    return keras.Model([a, b], keras.layers.Dense(1)(left - right))
