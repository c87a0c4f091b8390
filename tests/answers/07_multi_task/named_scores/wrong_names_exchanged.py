# says: should get input
# points: 2
def named_scores():
    one, two = keras.Input((8,)), keras.Input((8,))
    score = keras.layers.Dense(1)
    first = keras.layers.Identity(name="second")(score(one))
    second = keras.layers.Identity(name="first")(score(two))
    return keras.Model([one, two], {'second': first, 'first': second})
