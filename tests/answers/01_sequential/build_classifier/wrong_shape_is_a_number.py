# says: write a tuple, such as keras.Input(shape=(32,))
# points: 0
def build_classifier():
    return keras.Sequential(
        [
            keras.Input(784),
            keras.layers.Dense(300, activation="relu"),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
