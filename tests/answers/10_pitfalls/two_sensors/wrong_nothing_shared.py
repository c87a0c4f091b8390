# says: These 2 calls should use one Dense(8, relu)
# points: 0
def two_sensors():
    a, b = keras.Input((6,)), keras.Input((6,))
    dense = keras.layers.Dense(8, activation="relu")
    left = dense(keras.layers.BatchNormalization()(a))
    right = keras.layers.Dense(8, activation="relu")(keras.layers.BatchNormalization()(b))
    return keras.Model([a, b], keras.layers.Dense(1)(left - right))
