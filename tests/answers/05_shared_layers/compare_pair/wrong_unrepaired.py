# says: use 2 layers
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
    code_left = make_encoder()(left)
    code_right = make_encoder()(right)
    distance = keras.ops.abs(code_left - code_right)
    score = keras.layers.Dense(1, activation="sigmoid")(distance)
    return keras.Model([left, right], score)
