def build_listing():
    inputs = [keras.Input(shape=(16,), name="photo"), keras.Input(shape=(4,), name="facts")]
    x = keras.layers.Dense(8)(inputs[0])
    x = keras.layers.Activation("relu")(x)
    x = keras.layers.Concatenate(axis=1)([x, inputs[1]])
    skip = x
    x = keras.layers.Dense(12)(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.Add()([skip, x])
    kind = keras.layers.Softmax()(keras.layers.Dense(3)(x))
    return keras.Model(inputs, [keras.layers.Dense(1, activation="linear")(x), kind])
