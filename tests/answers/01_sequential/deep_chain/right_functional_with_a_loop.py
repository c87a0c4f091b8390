def deep_chain():
    x = y = keras.Input((16,))
    for _ in range(3):
        y = keras.ops.relu(keras.layers.Dense(16)(y))
    return keras.Model(x, keras.layers.Dense(1)(y))
