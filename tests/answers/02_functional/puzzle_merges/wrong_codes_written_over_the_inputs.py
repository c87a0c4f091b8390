# says: Graph disconnected
# points: 0
def puzzle_merges():
    left, right = keras.Input((6,), name="left"), keras.Input((6,), name="right")
    left = keras.layers.Dense(6, activation="relu")(left)
    right = keras.layers.Dense(6, activation="tanh")(right)
    evidence = keras.layers.Concatenate()([right - left, left * right, left])
    return keras.Model([left, right], [keras.layers.Dense(1)(evidence), right])
