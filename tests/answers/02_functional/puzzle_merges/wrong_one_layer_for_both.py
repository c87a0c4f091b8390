# says: These 2 calls should use separate layers
# points: 2
def puzzle_merges():
    left, right = keras.Input((6,), name="left"), keras.Input((6,), name="right")
    dense = keras.layers.Dense(6)
    left_code, right_code = keras.ops.relu(dense(left)), keras.ops.tanh(dense(right))
    difference, product = right_code - left_code, left_code * right_code
    score = keras.layers.Dense(1)(keras.layers.Concatenate()([difference, product, left]))
    return keras.Model([left, right], [score, right_code])
