# says: whose weights have equal values but are not shared
# points: 0
def make_encoder():
    return keras.Sequential(
        [
            keras.Input(shape=(16,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(8),
        ]
    )



def compare_pair():
    left = keras.Input(shape=(16,), name="left")
    right = keras.Input(shape=(16,), name="right")
    first, second = make_encoder(), make_encoder()
    second.set_weights(first.get_weights())
    distance = keras.ops.abs(first(left) - second(right))
    score = keras.layers.Dense(1, activation="sigmoid")(distance)
    return keras.Model([left, right], score)
