def cut_features(model, name):
    layer = next(layer for layer in model.layers if layer.name == name)
    return keras.Model(inputs=model.inputs, outputs=[layer.output])
