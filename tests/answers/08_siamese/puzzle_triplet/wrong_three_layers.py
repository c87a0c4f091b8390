# says: they use 3 layers
# points: 0
def puzzle_triplet():
    inputs = [keras.Input((9,)) for _ in range(3)]
    encode = keras.layers.Dense(8, activation="tanh")
    a, p, n = [keras.layers.Dense(8, activation="tanh")(x) for x in inputs]
    near = keras.layers.Subtract()([a, p])
    far = keras.layers.Subtract()([a, n])
    return keras.Model(inputs, [near, far])
