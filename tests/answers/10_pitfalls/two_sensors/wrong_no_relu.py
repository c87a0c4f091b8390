# says: The shared Dense layer should not be linear
# points: 3
def two_sensors():
    a, b = keras.Input((6,)), keras.Input((6,))
    dense = keras.layers.Dense(8)
    left = dense(keras.layers.BatchNormalization()(a))
    right = dense(keras.layers.BatchNormalization()(b))
    return keras.Model([a, b], keras.layers.Dense(1)(left - right))
