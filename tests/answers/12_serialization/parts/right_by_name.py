def parts(path):
    model = keras.saving.load_model(path)
    [encoder] = [layer for layer in model.layers if layer.name == 'encoder']
    return encoder, model
