# says: in the wrong order
# points: 2
def puzzle_network():
    query, document = keras.Input((12,), name="query"), keras.Input((12,), name="document")
    encode = keras.layers.Dense(12, activation="tanh")
    q, d = encode(query), encode(encode(document))
    score = keras.layers.Dense(1)(keras.layers.Concatenate()([q, q - d]))
    return keras.Model([query, document], [score, d])
