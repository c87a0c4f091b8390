def deep_chain():
    hidden = [keras.layers.Dense(16, activation="relu") for _ in range(3)]
    model = keras.Sequential([keras.Input(shape=(16,)), *hidden, keras.layers.Dense(1)])
    return model
