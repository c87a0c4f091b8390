# says: should be a call of ReversibleEmbedding, but it is one of Embedding
# points: 0
def puzzle_tied():
    words = keras.Input((6,), dtype="int32")
    x = keras.layers.Embedding(30, 8)(words)
    y = keras.layers.Dense(8, activation="relu")(x)
    return keras.Model(words, keras.layers.Dense(30)(x + y))
