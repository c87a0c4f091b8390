def right_code(model):
    [encoder] = [layer for layer in model.layers if layer.name == "encoder"]
    _, b = model.inputs
    return keras.Model(model.inputs, encoder(b))
