# says: have in common is not 0
# points: 2
def parts(path):
    model = keras.saving.load_model(path)
    encoder = model.get_layer("encoder")
    copy = keras.models.clone_model(encoder)
    copy.set_weights(encoder.get_weights())
    return copy, model
