def parts(path):
    model = keras.saving.load_model(path)
    return [model.get_layer("encoder"), model]
