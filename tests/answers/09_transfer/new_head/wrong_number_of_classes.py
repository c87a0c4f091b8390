# says: 1 output of shape (3,), but it has 1, of shape (10,)
# points: 0
def new_head(trunk, classes):
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
