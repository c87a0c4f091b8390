# says: of another model
# points: 1
def cut_features(model, name):
    return keras.Model(model.inputs, model.layers[-2].output)
