# says: should be a call of subtract
# points: 2
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
    both = keras.layers.Concatenate()([encoder(left), encoder(right)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(both))
