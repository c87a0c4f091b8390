# says: 'KerasTensor' object is not callable
# points: 0
def build_siamese():
    left = keras.Input(shape=(32,), name="left")
    right = keras.Input(shape=(32,), name="right")
    shared = keras.layers.Dense(64, activation="relu")(left)
    merged = keras.layers.Concatenate()([shared, shared(right)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(merged))
