# says: reaches no output
# points: 2
def puzzle_pool():
    q, t = keras.Input((None, 6)), keras.Input((None, 6))
    read, pool = keras.layers.Dense(5, activation="tanh"), Pool()
    both = keras.layers.concatenate([pool(read(q)), pool(read(q))])
    return keras.Model([q, t], keras.layers.Dense(3, activation="softmax")(both))
