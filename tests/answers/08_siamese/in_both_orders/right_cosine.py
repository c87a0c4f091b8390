def in_both_orders(encoder):
    shape = encoder.input_shape[1:]
    a, b = keras.Input(shape=shape), keras.Input(shape=shape)
    apart = keras.layers.Dot(axes=1, normalize=True)([encoder(a), encoder(b)])
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(apart))
