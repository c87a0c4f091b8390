# says: which argument makes the table score the words
# points: 0
def puzzle_tied():
    words = keras.Input((6,), dtype="int32")
    table = keras.layers.ReversibleEmbedding(30, 8)
    x = table(words)
    y = keras.layers.Dense(8, activation="relu")(x)
    return keras.Model(words, table(x + y))
