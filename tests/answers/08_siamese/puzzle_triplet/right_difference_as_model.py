def puzzle_triplet():
    u, v = keras.Input((9,)), keras.Input((9,))
    encode = keras.Sequential([keras.layers.Dense(8), keras.layers.Activation("tanh")])
    anchor, positive, negative = [keras.Input((9,)) for _ in range(3)]
    code = encode(anchor)
    return keras.Model(
        [anchor, positive, negative], [code - encode(positive), code - encode(negative)]
    )
