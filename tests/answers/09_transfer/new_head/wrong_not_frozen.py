# says: should be frozen: set trainable = False
# points: 2
def new_head(trunk, classes):
    model = keras.Sequential([trunk, keras.layers.Dense(classes, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
