def two_heads():
    trunk = keras.Sequential([keras.Input((12,)), keras.layers.Dense(16, activation="relu")])
    heads = [
        keras.layers.Dense(5, activation="softmax", name="district"),
        keras.layers.Dense(1, name="rent"),
    ]
    return keras.Model(trunk.inputs, [head(trunk.outputs[0]) for head in heads])
