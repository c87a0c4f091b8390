# says: a clone carries the name of its original
# points: 0
def in_both_orders(encoder):
    shape = encoder.input_shape[1:]
    a, b = keras.Input(shape=shape), keras.Input(shape=shape)
    apart = keras.ops.abs(encoder(a) - keras.models.clone_model(encoder)(b))
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(apart))
