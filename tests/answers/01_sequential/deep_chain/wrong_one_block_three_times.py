# says: These 3 calls should use separate layers
# points: 0
def deep_chain():
    block = keras.Sequential([keras.layers.Dense(16, activation="relu")])
    return keras.Sequential([keras.Input(shape=(16,)), *[block] * 3, keras.layers.Dense(1)])
