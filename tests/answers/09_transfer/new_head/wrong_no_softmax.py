# says: which activation makes them add up to 1?
# points: 3
def new_head(trunk, classes):
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(classes)])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
