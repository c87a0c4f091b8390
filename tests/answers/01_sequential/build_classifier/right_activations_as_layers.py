def build_classifier():
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            keras.layers.Reshape((784,)),
            keras.layers.Dense(300),
            keras.layers.ReLU(),
            keras.layers.Dense(100),
            keras.layers.Activation("relu"),
            keras.layers.Dense(10),
            keras.layers.Softmax(),
        ]
    )
