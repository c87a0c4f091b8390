# says: 2 outputs of shape (1,) and (12,), but it has 2, of shape (12,) and (1,)
# points: 2
def puzzle_network():
    query, document = keras.Input((12,), name="query"), keras.Input((12,), name="document")
    encode = keras.layers.Dense(12, activation="tanh")
    q, d = encode(query), encode(encode(document))
    score = keras.layers.Dense(1)(keras.layers.Concatenate()([q - d, q]))
    return keras.Model([query, document], [d, score])
