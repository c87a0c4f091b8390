def puzzle_chain():
    model = keras.Sequential()
    for layer in (
        keras.Input((6, 4)),
        keras.layers.Rescaling(1 / 2),
        keras.layers.Dense(5, "tanh"),
        keras.layers.Flatten(),
        keras.layers.Dropout(rate=0.25),
        keras.layers.Dense(3, "softmax"),
    ):
        model.add(layer)
    return model
