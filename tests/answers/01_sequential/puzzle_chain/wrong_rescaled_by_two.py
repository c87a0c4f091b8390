# says: should be a Rescaling(0.5), but it is a Rescaling(2)
# points: 1
def puzzle_chain():
    return keras.Sequential(
        [
            keras.Input(shape=(6, 4)),
            keras.layers.Rescaling(2),
            keras.layers.Dense(5, activation="tanh"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
