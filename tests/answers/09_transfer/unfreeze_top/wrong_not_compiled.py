# says: `one` moves, but it should not move
# points: 0
def unfreeze_top(model, names):
    model.trainable = True
    for layer in model.layers:
        norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = layer.name in names and not norm
    return model
