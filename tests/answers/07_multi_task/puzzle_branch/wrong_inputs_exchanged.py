# says: list them in inputs= in the order that the task names
# points: 0
def puzzle_branch():
    words, row = keras.Input((10,), dtype="int32"), keras.Input((3,))
    x = keras.layers.Embedding(50, 8)(words)
    x = keras.layers.GlobalAveragePooling1D()(x)
    trunk = keras.layers.Dense(16, activation="relu")(x)
    topic = keras.layers.Dense(4, activation="softmax")(trunk)
    both = keras.layers.Concatenate()([trunk, row])
    urgency = keras.layers.Dense(1, activation="sigmoid")(both)
    return keras.Model([row, words], [topic, urgency])
