def puzzle_merges():
    left, right = keras.Input((6,)), keras.Input((6,))
    u, v = keras.layers.Dense(6, "relu")(left), keras.layers.Dense(6, "tanh")(right)
    evidence = keras.ops.concatenate([v - u, v * u, left], axis=1)
    return keras.Model([left, right], [keras.layers.Dense(1)(evidence), v])
