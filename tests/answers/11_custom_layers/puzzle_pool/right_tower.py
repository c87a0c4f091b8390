def puzzle_pool():
    tower = keras.Sequential([keras.Input((None, 6)), keras.layers.Dense(5, activation="tanh"), Pool()])
    q, t = keras.Input((None, 6)), keras.Input((None, 6))
    both = keras.ops.concatenate([tower(q), tower(t)], axis=-1)
    return keras.Model([q, t], keras.layers.Dense(3, activation="softmax")(both))
