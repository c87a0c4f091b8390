# says: This is a tensor, not a model
# points: 0
def cut_features(model, name):
    return model.get_layer(name).output
