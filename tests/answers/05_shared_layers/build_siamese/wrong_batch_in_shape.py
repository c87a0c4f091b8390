# says: but it has 2, of shape (1, 32) and (1, 32)
# points: 2
def build_siamese():
    left = keras.Input(shape=(1, 32), name="left")
    right = keras.Input(shape=(1, 32), name="right")
    shared = keras.layers.Dense(64, activation="relu")
    merged = keras.layers.Concatenate()([shared(left), shared(right)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(merged))
