# says: These 2 calls should use separate layers
# points: 0
def two_sensors():
    a, b = keras.Input((6,)), keras.Input((6,))
    dense = keras.layers.Dense(8, activation="relu")
    norm = keras.layers.BatchNormalization()
    left, right = dense(norm(a)), dense(norm(b))
    return keras.Model([a, b], keras.layers.Dense(1)(left - right))
