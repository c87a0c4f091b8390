def puzzle_network():
    q0, d0 = keras.Input((12,)), keras.Input((12,))
    f = keras.layers.Dense(12, "tanh")
    q, d = f(q0), f(f(d0))
    score = keras.layers.Dense(1)(keras.ops.concatenate([q - d, q], axis=-1))
    return keras.Model([q0, d0], [score, d])
