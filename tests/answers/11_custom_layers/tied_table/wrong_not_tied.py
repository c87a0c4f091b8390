# says: One array of 9 times 3 numbers, the table, should serve in both directions
# points: 0
def tied_table(words, features):
    row = keras.Input((4,), dtype="int32")
    vectors = keras.layers.Embedding(words, features)(row)
    changed = keras.layers.Dense(features, activation="tanh")(vectors)
    return keras.Model(row, keras.layers.Dense(words, use_bias=False)(changed))
