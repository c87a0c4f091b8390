def unfreeze_top(model, names):
    model.trainable = True
    for layer in model.layers:
        layer.trainable = False
    for name in names:
        layer = model.get_layer(name)
        if type(layer) is not keras.layers.BatchNormalization:
            layer.trainable = True
    model.compile(keras.optimizers.SGD(learning_rate=1e-3), keras.losses.MeanSquaredError())
    return model
