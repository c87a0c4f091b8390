def puzzle_saved():
    inner = keras.Input((6,))
    block = keras.Model(inner, keras.layers.Activation("tanh")(keras.layers.Dense(6)(inner)))
    x = keras.Input((6,))
    once = block(x)
    total = keras.layers.add([once, block(keras.layers.LayerNormalization()(once))])
    return keras.Model(x, keras.layers.Dense(2)(total))
