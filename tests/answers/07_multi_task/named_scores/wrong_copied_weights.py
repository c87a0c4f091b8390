# says: whose weights have equal values
# points: 0
def named_scores():
    one, two = keras.Input((8,)), keras.Input((8,))
    first, second = keras.layers.Dense(1, name="first"), keras.layers.Dense(1, name="second")
    model = keras.Model([one, two], [first(one), second(two)])
    second.set_weights(first.get_weights())
    return model
