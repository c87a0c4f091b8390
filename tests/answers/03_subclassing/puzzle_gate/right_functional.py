def puzzle_gate():
    signal = keras.Input(shape=(8,))
    opened = keras.layers.Multiply()([
        keras.layers.Dense(8, activation="tanh")(signal),
        keras.layers.Dense(8, activation="sigmoid")(signal),
    ])
    return keras.Model(signal, keras.layers.Dense(3, activation="softmax")(keras.layers.Add()([opened, signal])))
