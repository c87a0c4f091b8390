# says: The activation relu is missing after
# points: 3
def build_classifier():
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(300),
            keras.layers.Dense(100),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
