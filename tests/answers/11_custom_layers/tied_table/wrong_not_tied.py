# says: should have 39 parameters, but it has 66
# points: 0
def tied_table(words, features):
    row = keras.Input((4,), dtype="int32")
    vectors = keras.layers.Embedding(words, features)(row)
    changed = keras.layers.Dense(features, activation="tanh")(vectors)
    return keras.Model(row, keras.layers.Dense(words, use_bias=False)(changed))
