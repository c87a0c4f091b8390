# says: should be trained: set trainable = True
# points: 2
def new_head(trunk, classes):
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(classes, activation="softmax")])
    model.trainable = False
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
