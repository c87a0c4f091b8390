# says: write the shape of one example in keras.Input(shape=…)
# points: 2
def build_classifier():
    return keras.Sequential(
        [
            keras.Input(shape=(1, 28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(300, activation="relu"),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
