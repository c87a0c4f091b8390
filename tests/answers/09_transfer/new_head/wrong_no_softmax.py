# says: The sum of the probabilities is off
# points: 3
def new_head(trunk, classes):
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(classes)])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
