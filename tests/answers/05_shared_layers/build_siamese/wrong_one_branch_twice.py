# says: Input `right` reaches no output
# points: 3
def build_siamese():
    left = keras.Input(shape=(32,), name="left")
    right = keras.Input(shape=(32,), name="right")
    shared = keras.layers.Dense(64, activation="relu")
    first, second = shared(left), shared(left)
    merged = keras.layers.Concatenate()([first, second])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(merged))
