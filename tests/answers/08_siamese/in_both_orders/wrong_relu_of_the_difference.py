# says: The model is not symmetric
# points: 1
def in_both_orders(encoder):
    shape = encoder.input_shape[1:]
    a, b = keras.Input(shape=shape), keras.Input(shape=shape)
    apart = keras.ops.relu(encoder(a) - encoder(b))
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(apart))
