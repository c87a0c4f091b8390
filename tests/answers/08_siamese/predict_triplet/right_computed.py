def predict_triplet():
    encoder = keras.Sequential([keras.Input((30,)), keras.layers.Dense(10), keras.layers.Dense(4)])
    return encoder.count_params(), max(4 - 9 + 1.0, 0.0), 1.0
