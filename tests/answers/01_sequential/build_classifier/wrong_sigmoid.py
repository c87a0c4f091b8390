# says: should be softmax, but it is sigmoid
# points: 3
def build_classifier():
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(300, activation="relu"),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
