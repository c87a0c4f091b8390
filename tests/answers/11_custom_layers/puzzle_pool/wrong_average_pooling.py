# says: should be a call of Dense(1), but it is one of GlobalAveragePooling1D
# points: 2
def puzzle_pool():
    q, t = keras.Input((None, 6)), keras.Input((None, 6))
    read, pool = keras.layers.Dense(5, activation="tanh"), keras.layers.GlobalAveragePooling1D()
    both = keras.layers.concatenate([pool(read(q)), pool(read(t))])
    return keras.Model([q, t], keras.layers.Dense(3, activation="softmax")(both))
