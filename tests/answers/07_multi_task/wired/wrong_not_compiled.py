# says: The model is not compiled
# points: 0
def wired(model):
    return model
