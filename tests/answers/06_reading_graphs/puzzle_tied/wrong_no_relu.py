# says: The activation relu is missing after
# points: 2
def puzzle_tied():
    words = keras.Input((6,), dtype="int32")
    table = keras.layers.ReversibleEmbedding(30, 8)
    x = table(words)
    y = keras.layers.Dense(8)(x)
    return keras.Model(words, table(x + y, reverse=True))
