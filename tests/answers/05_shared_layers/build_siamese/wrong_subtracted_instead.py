# says: should be a call of Concatenate, but it is one of subtract
# points: 3
def build_siamese():
    left = keras.Input(shape=(32,), name="left")
    right = keras.Input(shape=(32,), name="right")
    shared = keras.layers.Dense(64, activation="relu")
    return keras.Model(
        [left, right], keras.layers.Dense(1, activation="sigmoid")(shared(left) - shared(right))
    )
