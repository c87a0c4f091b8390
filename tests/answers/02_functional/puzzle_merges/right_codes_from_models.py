def coder(activation):
    x = keras.Input((6,))
    y = keras.layers.Dense(6)(x)
    return keras.Model(x, keras.layers.Activation(activation)(y))


def puzzle_merges():
    pair = [keras.Input((6,), name="a"), keras.Input((6,), name="b")]
    a, b = [coder(name)(x) for name, x in zip(["relu", "tanh"], pair)]
    first = keras.layers.concatenate([keras.layers.subtract([b, a]), keras.layers.multiply([b, a])])
    evidence = keras.layers.concatenate([first, pair[0]])
    return keras.Model(pair, [keras.layers.Dense(1)(evidence), b])
