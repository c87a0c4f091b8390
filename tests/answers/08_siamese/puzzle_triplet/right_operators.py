def puzzle_triplet():
    inputs = [keras.Input((9,)) for _ in range(3)]
    encode = keras.layers.Dense(8, activation="tanh")
    a, p, n = [encode(x) for x in inputs]
    near = a - p
    far = a - n
    return keras.Model(inputs, [near, far])
