def predict_back():
    n = keras.Sequential([keras.Input((6,)), keras.layers.Dense(6)]).count_params()
    return n, n + n, 4 - 1
