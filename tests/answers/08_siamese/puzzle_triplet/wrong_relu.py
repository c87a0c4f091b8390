# says: should be tanh, but it is relu
# points: 2
def puzzle_triplet():
    inputs = [keras.Input((9,)) for _ in range(3)]
    encode = keras.layers.Dense(8, activation="relu")
    a, p, n = [encode(x) for x in inputs]
    near = keras.layers.Subtract()([a, p])
    far = keras.layers.Subtract()([a, n])
    return keras.Model(inputs, [near, far])
