# says: The score should be between 0 and 1
# points: 1
def in_both_orders(encoder):
    a, b = [keras.Input(encoder.input_shape[1:]) for _ in range(2)]
    apart = keras.ops.abs(encoder(a) - encoder(b))
    return keras.Model([a, b], keras.ops.sum(apart, axis=1, keepdims=True))
