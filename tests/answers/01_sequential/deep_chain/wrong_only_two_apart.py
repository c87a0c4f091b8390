# says: These 2 calls should use separate layers
# points: 0
def deep_chain():
    first = keras.layers.Dense(16, activation="relu")
    second = keras.layers.Dense(16, activation="relu")
    model = keras.Sequential([keras.Input(shape=(16,)), first, second, first, keras.layers.Dense(1)])
    return model
