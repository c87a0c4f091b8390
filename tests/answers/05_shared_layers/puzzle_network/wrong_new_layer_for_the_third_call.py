# says: use 2 layers
# points: 0
def puzzle_network():
    query, document = keras.Input((12,), name="query"), keras.Input((12,), name="document")
    encode = keras.layers.Dense(12, activation="tanh")
    again = keras.layers.Dense(12, activation="tanh")
    q, d = encode(query), again(encode(document))
    score = keras.layers.Dense(1)(keras.layers.Concatenate()([q - d, q]))
    return keras.Model([query, document], [score, d])
