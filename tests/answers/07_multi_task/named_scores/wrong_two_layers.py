# says: each with its own weights
# points: 0
def named_scores():
    one, two = keras.Input((8,)), keras.Input((8,))
    first = keras.layers.Dense(1, name="first")(one)
    second = keras.layers.Dense(1, name="second")(two)
    return keras.Model([one, two], [first, second])
