def predict_back():
    n = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)]).count_params()
    return n, n + n, 3 - 1
