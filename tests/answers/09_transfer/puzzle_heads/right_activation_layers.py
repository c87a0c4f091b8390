def puzzle_heads():
    x = keras.Input((14,))
    low = keras.layers.BatchNormalization()(keras.layers.Dense(12, activation="relu")(x))
    code = keras.ops.relu(keras.layers.Dense(6)(low))
    group = keras.layers.Dense(3, activation="softmax")(code)
    hidden = keras.layers.Activation("tanh")(keras.layers.Dense(4)(code))
    return keras.Model(x, [group, keras.layers.Dense(1)(hidden)])
