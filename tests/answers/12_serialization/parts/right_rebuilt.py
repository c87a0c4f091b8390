def parts(path):
    whole = keras.models.load_model(path)
    inner = whole.get_layer("encoder")
    x = keras.Input(inner.input_shape[1:])
    return keras.Model(x, inner(x)), whole
