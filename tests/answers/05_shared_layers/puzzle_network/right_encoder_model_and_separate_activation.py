def puzzle_network():
    x = keras.Input((12,))
    encoder = keras.Model(x, keras.layers.Activation("tanh")(keras.layers.Dense(12)(x)))
    query, document = keras.Input((12,), name="q"), keras.Input((12,), name="d")
    once = encoder(document)
    twice, code = encoder(once), encoder(query)
    pair = keras.layers.concatenate([keras.layers.subtract([code, twice]), code])
    return keras.Model([query, document], [keras.layers.Dense(1)(pair), twice])
