def in_both_orders(encoder):
    a, b = [keras.Input(encoder.input_shape[1:]) for _ in range(2)]
    head = keras.layers.Dense(1, activation="sigmoid")
    codes = encoder(a), encoder(b)
    there = head(keras.layers.concatenate(codes))
    back = head(keras.layers.concatenate(codes[::-1]))
    return keras.Model([a, b], keras.layers.Average()([there, back]))
