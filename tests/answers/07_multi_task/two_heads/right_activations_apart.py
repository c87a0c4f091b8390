def two_heads():
    x = keras.Input((12,))
    trunk = keras.ops.relu(keras.layers.Dense(16)(x))
    district = keras.layers.Softmax(name="district")(keras.layers.Dense(5)(trunk))
    return keras.Model(x, [district, keras.layers.Dense(1, name="rent")(trunk)])
