# says: 1 input of shape (5,), but it has 2
# points: 0
def parts(path):
    model = keras.saving.load_model(path)
    return model, model
