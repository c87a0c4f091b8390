# says: 1 output of shape (5,), but it has 1, of shape (1,)
# points: 0
def cut_features(model, name):
    model.layers.pop()
    return model
