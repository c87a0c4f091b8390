# says: should use one Dense(5, tanh)
# points: 0
def puzzle_pool():
    q, t = keras.Input((None, 6)), keras.Input((None, 6))
    read, pool = keras.layers.Dense(5, activation="tanh"), Pool()
    both = keras.layers.concatenate([pool(read(q)), pool(keras.layers.Dense(5, activation="tanh")(t))])
    return keras.Model([q, t], keras.layers.Dense(3, activation="softmax")(both))
