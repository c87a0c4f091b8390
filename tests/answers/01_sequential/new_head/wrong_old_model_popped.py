# says: output of the old model, which should stay as it is, should have shape (2, 3)
# points: 2
def new_head(old, classes):
    old.pop()
    copy = keras.models.clone_model(old)
    copy.set_weights(old.get_weights())
    copy.add(keras.layers.Dense(classes, activation="softmax"))
    return copy
