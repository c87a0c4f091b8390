# says: in your model is not 0: use the trunk itself, not a copy
# points: 3
def new_head(trunk, classes):
    trunk = keras.models.clone_model(trunk)
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(classes, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
