# says: should have a single positional argument, the input tensor
# points: 0
def puzzle_chain():
    return keras.Sequential(
        [
            keras.layers.Dense(3, activation="softmax"),
            keras.layers.Dropout(0.25),
            keras.layers.Flatten(),
            keras.layers.Dense(5, activation="tanh"),
            keras.layers.Rescaling(0.5),
            keras.Input(shape=(6, 4)),
        ]
    )
