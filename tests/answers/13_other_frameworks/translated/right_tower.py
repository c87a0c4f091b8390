def translated():
    a, b = keras.Input((6,)), keras.Input((6,))
    read = keras.Sequential([keras.Input((6,)), keras.layers.Dense(4), keras.layers.ReLU()])
    u, v = read(a), read(b)
    both = keras.layers.concatenate([u * v, keras.ops.abs(u - v)])
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(both))
