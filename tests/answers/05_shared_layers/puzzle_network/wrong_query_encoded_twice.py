# says: should get
# points: 2
def puzzle_network():
    query, document = keras.Input((12,), name="query"), keras.Input((12,), name="document")
    encode = keras.layers.Dense(12, activation="tanh")
    d = encode(document)
    q = encode(encode(query))
    score = keras.layers.Dense(1)(keras.layers.Concatenate()([q - d, q]))
    return keras.Model([query, document], [score, d])
