# says: output of the old model, which should stay as it is, should have shape (2, 3)
# points: 1
def new_head(old, classes):
    old.pop()
    old.add(keras.layers.Dense(classes, activation="softmax"))
    return old
