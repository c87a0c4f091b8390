def hidden_layer(number):
    return keras.layers.Dense(16, activation="relu", name=f"hidden_{number}")


def deep_chain():
    body = keras.Sequential([hidden_layer(n) for n in (1, 2, 3)])
    return keras.Sequential([keras.Input(shape=(16,)), body, keras.layers.Dense(1)])
