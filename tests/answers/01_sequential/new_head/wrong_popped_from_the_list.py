# says: should be called 3 times, but it is called 4 times
# points: 1
def new_head(old, classes):
    copy = keras.models.clone_model(old)
    copy.set_weights(old.get_weights())
    copy.layers.pop()
    copy.add(keras.layers.Dense(classes, activation="softmax"))
    return copy
