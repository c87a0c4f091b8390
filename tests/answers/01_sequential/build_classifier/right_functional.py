def build_classifier():
    image = keras.Input((28, 28), name="image")
    x = keras.layers.Flatten()(image)
    for units in (300, 100):
        x = keras.layers.Dense(units, activation="relu")(x)
    return keras.Model(image, keras.layers.Dense(10, activation="softmax")(x))
