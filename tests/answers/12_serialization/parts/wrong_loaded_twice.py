# says: do both models come from the same load
# points: 2
def parts(path):
    encoder = keras.saving.load_model(path).get_layer("encoder")
    return encoder, keras.saving.load_model(path)
