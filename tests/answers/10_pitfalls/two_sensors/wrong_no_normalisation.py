# says: BatchNormalization should be called 2 times, but it is never called
# points: 0
def two_sensors():
    a, b = keras.Input((6,)), keras.Input((6,))
    dense = keras.layers.Dense(8, activation="relu")
    left = dense(a)
    right = dense(b)
    return keras.Model([a, b], keras.layers.Dense(1)(left - right))
