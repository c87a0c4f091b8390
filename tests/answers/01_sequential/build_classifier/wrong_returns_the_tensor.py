# says: This is a tensor, not a model
# points: 0
def build_classifier():
    image = keras.Input(shape=(28, 28))
    x = keras.layers.Flatten()(image)
    x = keras.layers.Dense(300, activation="relu")(x)
    x = keras.layers.Dense(100, activation="relu")(x)
    return keras.layers.Dense(10, activation="softmax")(x)
