# says: have in common is not 0
# points: 2
def parts(path):
    encoder = keras.saving.load_model(path).get_layer("encoder")
    return encoder, keras.saving.load_model(path)
