def new_head(trunk, classes):
    model = keras.Sequential()
    model.add(keras.Input(trunk.input_shape[1:]))
    model.add(trunk)
    model.add(keras.layers.Dense(classes, "softmax"))
    model.layers[0].trainable = False
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
