def translated():
    a, b = keras.Input((6,)), keras.Input((6,))
    read = keras.layers.Dense(4, activation="relu")
    u, v = read(a), read(b)
    both = keras.layers.concatenate([keras.layers.Multiply()([v, u]), keras.ops.abs(keras.layers.Subtract()([u, v]))])
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(both))
