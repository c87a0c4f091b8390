# says: use 2 layers, `dense_a` and `dense_b`, each with its own weights
# points: 1
def build_siamese():
    left = keras.Input(shape=(32,), name="left")
    right = keras.Input(shape=(32,), name="right")
    dense_a = keras.layers.Dense(64, activation="relu", name="dense_a")
    dense_b = keras.layers.Dense(64, activation="relu", name="dense_b")
    merged = keras.layers.Concatenate()([dense_a(left), dense_b(right)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(merged))
