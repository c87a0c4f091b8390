# says: `new_head` stops
# points: 0
def new_head(old, classes):
    copy = keras.models.clone_model(old)
    copy.set_weights(old.get_weights())
    last = keras.layers.Dense(classes, activation="softmax")
    return keras.Sequential([*copy.layers[1:-1], last])
