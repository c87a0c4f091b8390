# says: but it has 1, of shape (6, 3)
# points: 0
def puzzle_chain():
    return keras.Sequential(
        [
            keras.Input(shape=(6, 4)),
            keras.layers.Rescaling(0.5),
            keras.layers.Dense(5, activation="tanh"),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
