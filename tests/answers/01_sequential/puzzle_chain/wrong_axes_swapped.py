# says: should have 1 input of shape (6, 4), but it has 1, of shape (4, 6)
# points: 0
def puzzle_chain():
    return keras.Sequential(
        [
            keras.Input(shape=(4, 6)),
            keras.layers.Rescaling(0.5),
            keras.layers.Dense(5, activation="tanh"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
