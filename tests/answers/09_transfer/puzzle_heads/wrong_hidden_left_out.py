# says: A call of Dense(4, tanh) is missing
# points: 0
def puzzle_heads():
    x = keras.Input((14,))
    low = keras.layers.BatchNormalization()(keras.layers.Dense(12, activation="relu")(x))
    code = keras.layers.Dense(6, activation="relu")(low)
    group = keras.layers.Dense(3, activation="softmax")(code)
    hidden = keras.layers.Dense(4, activation="tanh")(code)
    return keras.Model(x, [group, keras.layers.Dense(1)(code)])
