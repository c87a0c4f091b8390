# says: does the new model still use a layer of `old`?
# points: 2
def new_head(old, classes):
    last = keras.layers.Dense(classes, activation="softmax")
    return keras.Sequential([keras.Input(shape=(4,)), *old.layers[:-1], last])
