# says: should get input `left` as well
# points: 2
def puzzle_merges():
    left, right = keras.Input((6,), name="left"), keras.Input((6,), name="right")
    left_code = keras.layers.Dense(6, activation="relu", name="left_code")(left)
    right_code = keras.layers.Dense(6, activation="tanh", name="right_code")(right)
    difference = keras.layers.Subtract()([right_code, left_code])
    product = keras.layers.Multiply()([left_code, right_code])
    evidence = keras.layers.Concatenate()([difference, product])
    score = keras.layers.Dense(1)(evidence)
    return keras.Model([left, right], [score, right_code])
