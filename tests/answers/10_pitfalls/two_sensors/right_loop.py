def two_sensors():
    inputs = [keras.Input((6,)) for _ in range(2)]
    dense = keras.layers.Dense(8)
    norms = [keras.layers.BatchNormalization() for _ in inputs]
    codes = [keras.ops.relu(dense(norm(x))) for norm, x in zip(norms, inputs)]
    return keras.Model(inputs, keras.layers.Dense(1)(keras.ops.subtract(*codes)))
