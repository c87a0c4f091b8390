# says: swap the two that you return
# points: 0
def parts(path):
    model = keras.saving.load_model(path)
    return model, model.get_layer("encoder")
