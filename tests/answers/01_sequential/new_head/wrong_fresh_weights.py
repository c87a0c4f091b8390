# says: were the old weights copied?
# points: 2
def new_head(old, classes):
    copy = keras.models.clone_model(old)
    last = keras.layers.Dense(classes, activation="softmax")
    return keras.Sequential([keras.Input(shape=(4,)), *copy.layers[:-1], last])
