def puzzle_branch():
    trunk = keras.Sequential([
        keras.Input((10,), dtype="int32"),
        keras.layers.Embedding(50, 8),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(16, activation="relu"),
    ])
    words, row = keras.Input((10,), dtype="int32"), keras.Input((3,))
    read = trunk(words)
    urgency = keras.layers.Dense(1, activation="sigmoid")(keras.layers.concatenate([read, row]))
    return keras.Model([words, row], [keras.layers.Dense(4, activation="softmax")(read), urgency])
