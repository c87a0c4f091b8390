# says: should have 1 output of shape (1,), but it has 1, of shape (16,)
# points: 0
def deep_chain():
    hidden = [keras.layers.Dense(16, activation="relu") for _ in range(3)]
    return keras.Sequential([keras.Input(shape=(16,)), *hidden])
