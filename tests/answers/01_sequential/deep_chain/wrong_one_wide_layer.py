# says: should be called 3 times
# points: 0
def deep_chain():
    hidden = keras.layers.Dense(3 * 16, activation="relu")
    return keras.Sequential([keras.Input(shape=(16,)), hidden, keras.layers.Dense(1)])
