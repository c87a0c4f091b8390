# says: takes from 1 to 4 positional arguments but 6 were given
# points: 0
def build_classifier():
    return keras.Sequential(
        keras.Input(shape=(28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(300, activation="relu"),
        keras.layers.Dense(100, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    )
