# says: should return 2 models, but it returns one
# points: 0
def parts(path):
    model = keras.saving.load_model(path)
    return model
