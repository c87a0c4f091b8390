# says: 1 output of shape (6, 30), but it has 1, of shape (6, 8)
# points: 0
def puzzle_tied():
    words = keras.Input((6,), dtype="int32")
    table = keras.layers.ReversibleEmbedding(30, 8)
    x = table(words)
    y = keras.layers.Dense(8, activation="relu")(x)
    return keras.Model(words, table(words))
