# says: gets `tower(right)` and `tower(left)` in the wrong order
# points: 3
def build_siamese():
    left = keras.Input(shape=(32,), name="left")
    right = keras.Input(shape=(32,), name="right")
    shared = keras.layers.Dense(64, activation="relu", name="tower")
    merged = keras.layers.Concatenate()([shared(right), shared(left)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(merged))
