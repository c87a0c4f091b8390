# says: in your model is not 0: call the encoder that was passed in
# points: 3
def in_both_orders(encoder):
    a, b = [keras.Input(encoder.input_shape[1:]) for _ in range(2)]
    own = keras.Sequential([keras.layers.Dense(5, activation="tanh"), keras.layers.Dense(3)])
    apart = keras.ops.abs(own(a) - own(b))
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(apart))
