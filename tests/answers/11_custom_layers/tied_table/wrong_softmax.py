# says: are the scores left as they are
# points: 0
def tied_table(words, features):
    row = keras.Input((4,), dtype="int32")
    table = keras.layers.ReversibleEmbedding(words, features)
    changed = keras.layers.Dense(features, activation="tanh")(table(row))
    return keras.Model(row, keras.ops.softmax(table(changed, reverse=True)))
