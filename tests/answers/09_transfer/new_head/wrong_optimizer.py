# says: compiled with the optimizer `adam`
# points: 2
def new_head(trunk, classes):
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(classes, activation="softmax")])
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    return model
