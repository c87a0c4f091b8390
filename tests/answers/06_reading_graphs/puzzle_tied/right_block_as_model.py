def puzzle_tied():
    inside = keras.Input((6, 8))
    change = keras.layers.Dense(8)(inside)
    block = keras.Model(inside, keras.layers.Add()([keras.layers.ReLU()(change), inside]))
    words = keras.Input((6,), dtype="int32", name="w")
    table = keras.layers.ReversibleEmbedding(30, 8, tie_weights=True)
    return keras.Model(words, table(block(table(words)), reverse=True))
