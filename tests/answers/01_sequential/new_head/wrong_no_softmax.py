# says: The sum of the new model's outputs is off by
# points: 2
def new_head(old, classes):
    copy = keras.models.clone_model(old)
    copy.set_weights(old.get_weights())
    last = keras.layers.Dense(classes)
    return keras.Sequential([keras.Input(shape=(4,)), *copy.layers[:-1], last])
