def predict_numbers():
    small, large = keras.layers.Dense(4), keras.layers.Dense(10)
    layers = [small, keras.layers.Flatten(), large, keras.layers.Dense(3)]
    before = len(keras.Sequential(layers).weights)
    model = keras.Sequential([keras.Input(shape=(8, 5)), *layers])
    return small.count_params(), large.count_params(), model.count_params(), before
