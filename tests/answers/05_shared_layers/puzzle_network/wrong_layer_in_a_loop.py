# says: use 3 layers
# points: 0
def puzzle_network():
    def encode(x):
        return keras.layers.Dense(12, activation="tanh")(x)

    query, document = keras.Input((12,), name="query"), keras.Input((12,), name="document")
    q, d = encode(query), encode(encode(document))
    score = keras.layers.Dense(1)(keras.layers.Concatenate()([q - d, q]))
    return keras.Model([query, document], [score, d])
