# says: should have 1 output of shape (5,), but it has 1, of shape (3,)
# points: 0
def new_head(old, classes):
    copy = keras.models.clone_model(old)
    copy.set_weights(old.get_weights())
    return copy
