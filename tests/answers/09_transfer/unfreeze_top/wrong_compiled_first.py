# says: The model cannot take a training step
# points: 2
def unfreeze_top(model, names):
    model.trainable = True
    model.compile(optimizer=keras.optimizers.SGD(0.001), loss="mse")
    x = np.zeros((2, *model.input_shape[1:]))
    model.train_on_batch(x, model(x))
    for layer in model.layers:
        norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = layer.name in names and not norm
    return model
