# says: SGD without momentum
# points: 2
def unfreeze_top(model, names):
    model.trainable = True
    for layer in model.layers:
        norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = layer.name in names and not norm
    model.compile(optimizer=keras.optimizers.SGD(0.001, momentum=0.9), loss="mse")
    return model
