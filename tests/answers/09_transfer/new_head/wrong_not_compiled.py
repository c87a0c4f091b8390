# says: The model should be compiled with the optimizer
# points: 2
def new_head(trunk, classes):
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(classes, activation="softmax")])
    return model
