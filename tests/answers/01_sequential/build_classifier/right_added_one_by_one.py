def build_classifier():
    model = keras.Sequential(name="clothes")
    model.add(keras.Input(shape=(28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(300, "relu"))
    model.add(keras.layers.Dense(100, "relu"))
    model.add(keras.layers.Dense(10, "softmax"))
    return model
