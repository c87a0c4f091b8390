# says: 2 outputs of shape (1,) and (6,), but it has 2, of shape (6,) and (1,)
# points: 0
def puzzle_merges():
    left, right = keras.Input((6,), name="left"), keras.Input((6,), name="right")
    left_code = keras.layers.Dense(6, activation="relu", name="left_code")(left)
    right_code = keras.layers.Dense(6, activation="tanh", name="right_code")(right)
    difference = keras.layers.Subtract()([right_code, left_code])
    product = keras.layers.Multiply()([left_code, right_code])
    evidence = keras.layers.Concatenate()([difference, product, left])
    score = keras.layers.Dense(1)(evidence)
    return keras.Model([left, right], [right_code, score])
