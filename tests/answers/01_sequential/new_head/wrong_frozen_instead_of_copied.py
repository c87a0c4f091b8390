# says: after a change of the old model's weights, is off by
# points: 2
def new_head(old, classes):
    for layer in old.layers[:-1]:
        layer.trainable = False
    last = keras.layers.Dense(classes, activation="softmax")
    return keras.Sequential([keras.Input(shape=(4,)), *old.layers[:-1], last])
