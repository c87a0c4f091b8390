def build_siamese():
    encoder = keras.Sequential([keras.Input((32,)), keras.layers.Dense(64, activation="relu")])
    pair = [keras.Input((32,), name="first"), keras.Input((32,), name="second")]
    merged = keras.layers.concatenate([encoder(pair[0]), encoder(pair[1])])
    return keras.Model(pair, keras.layers.Dense(1, activation="sigmoid")(merged))
