# says: The activation softmax is missing after
# points: 1
def puzzle_chain():
    return keras.Sequential(
        [
            keras.Input(shape=(6, 4)),
            keras.layers.Rescaling(0.5),
            keras.layers.Dense(5, activation="tanh"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(3),
        ]
    )
