def unfreeze_top(model, names):
    model.trainable = True
    free = [x for x in model.layers if x.name in names and "BatchNorm" not in type(x).__name__]
    for layer in model.layers:
        layer.trainable = layer in free
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(1 / 1000))
    return model
