# says: should come after `dense
# points: 2
def puzzle_heads():
    x = keras.Input((14,))
    low = keras.ops.relu(keras.layers.BatchNormalization()(keras.layers.Dense(12)(x)))
    code = keras.layers.Dense(6, activation="relu")(low)
    group = keras.layers.Dense(3, activation="softmax")(code)
    hidden = keras.layers.Dense(4, activation="tanh")(code)
    return keras.Model(x, [group, keras.layers.Dense(1)(hidden)])
