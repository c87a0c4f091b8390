# says: Word 7 got other numbers in the table
# points: 0
def tied_table(words, features):
    row = keras.Input((4,), dtype="int32")
    table = keras.layers.Embedding(words, features)
    changed = keras.layers.Dense(features, activation="tanh")(table(row))
    return keras.Model(row, keras.ops.matmul(changed, keras.ops.transpose(table.embeddings)))
