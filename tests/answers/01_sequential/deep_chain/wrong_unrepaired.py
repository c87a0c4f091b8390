# says: These 3 calls should use separate layers
# points: 0
def deep_chain():
    hidden = [keras.layers.Dense(16, activation="relu")] * 3
    model = keras.Sequential([keras.Input(shape=(16,)), *hidden, keras.layers.Dense(1)])
    return model
