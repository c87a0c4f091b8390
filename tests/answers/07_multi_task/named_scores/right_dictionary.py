def named_scores():
    one, two = keras.Input((8,)), keras.Input((8,))
    score = keras.layers.Dense(1)
    return keras.Model([one, two], {"first": score(one), "second": score(two)})
