# says: should be tanh, but it is relu
# points: 1
def puzzle_chain():
    return keras.Sequential(
        [
            keras.Input(shape=(6, 4)),
            keras.layers.Rescaling(0.5),
            keras.layers.Dense(5, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
