# says: should be named `first` and `second`, not `first` and
# points: 2
def named_scores():
    one, two = keras.Input((8,)), keras.Input((8,))
    score = keras.layers.Dense(1)
    first = keras.layers.Identity(name="first")(score(one))
    second = score(two)
    return keras.Model([one, two], [first, second])
