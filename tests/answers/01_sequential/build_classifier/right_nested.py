def build_classifier():
    body = keras.Sequential(
        [keras.layers.Dense(300, activation="relu"), keras.layers.Dense(100, activation="relu")]
    )
    head = keras.layers.Dense(10, activation=keras.activations.softmax)
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), body, head])
