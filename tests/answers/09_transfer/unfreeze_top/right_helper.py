def is_free(layer, names):
    return layer.name in set(names) and not isinstance(layer, keras.layers.BatchNormalization)


def unfreeze_top(model, names):
    model.trainable = True
    [setattr_(layer, is_free(layer, names)) for layer in model.layers]
    model.compile(optimizer=keras.optimizers.SGD(0.001), loss="mse")
    return model


def setattr_(layer, value):
    layer.trainable = value
