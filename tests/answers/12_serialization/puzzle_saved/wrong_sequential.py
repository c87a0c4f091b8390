# says: stands in a Sequential model more than once
# points: 0
def puzzle_saved():
    again = keras.layers.Dense(6, activation="tanh")
    norm, last = keras.layers.LayerNormalization(), keras.layers.Dense(2)
    return keras.Sequential([keras.Input((6,)), again, norm, again, last])
