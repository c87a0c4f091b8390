def named_scores():
    one, two = keras.Input((8,)), keras.Input((8,))
    score = keras.layers.Dense(1)
    first = keras.layers.Activation("linear", name="first")(score(one))
    second = keras.layers.Activation("linear", name="second")(score(two))
    return keras.Model([one, two], [first, second])
