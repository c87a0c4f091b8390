# says: which loss does the task name?
# points: 2
def new_head(trunk, classes):
    trunk.trainable = False
    model = keras.Sequential([trunk, keras.layers.Dense(classes, activation="softmax")])
    model.compile(optimizer="adam", loss="mse")
    return model
