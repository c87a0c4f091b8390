# says: they use 2 layers
# points: 0
def puzzle_triplet():
    inputs = [keras.Input((9,)) for _ in range(3)]
    encode = keras.layers.Dense(8, activation="tanh")
    a, p, n = [encode(x) for x in inputs]
    near = keras.layers.Subtract()([a, p])
    other = keras.layers.Dense(8, activation="tanh")(inputs[2])
    far = keras.layers.Subtract()([a, other])
    return keras.Model(inputs, [near, far])
