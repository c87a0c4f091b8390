# says: `norm` should be frozen
# points: 2
def new_head(trunk, classes):
    for layer in trunk.layers:
        layer.trainable = not isinstance(layer, keras.layers.Dense)
    model = keras.Sequential([trunk, keras.layers.Dense(classes, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
