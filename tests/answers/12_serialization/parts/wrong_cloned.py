# says: What the encoder returns, next to the original, is off
# points: 0
def parts(path):
    model = keras.saving.load_model(path)
    return keras.models.clone_model(model.get_layer("encoder")), model
