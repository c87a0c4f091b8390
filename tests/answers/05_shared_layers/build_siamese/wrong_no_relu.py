# says: The activation relu is missing after
# points: 3
def build_siamese():
    left = keras.Input(shape=(32,), name="left")
    right = keras.Input(shape=(32,), name="right")
    shared = keras.layers.Dense(64)
    merged = keras.layers.Concatenate()([shared(left), shared(right)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(merged))
