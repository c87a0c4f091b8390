# says: does not know its input shapes yet: put keras.Input(shape=…) first
# points: 2
def build_classifier():
    return keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(300, activation="relu"),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
