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
    encoder = make_encoder()
    distance = keras.ops.abs(encoder(left) - encoder(right))
    score = keras.layers.Dense(1, activation="sigmoid")(distance)
    model = keras.Model([left, right], score)
    return model
