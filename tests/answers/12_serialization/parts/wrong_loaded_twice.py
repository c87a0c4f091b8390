# says: take the encoder out of what you loaded
# points: 2
def parts(path):
    encoder = keras.saving.load_model(path).get_layer("encoder")
    return encoder, keras.saving.load_model(path)
