# says: The two models share the weights of
# points: 2
def fresh_copy(model):
    return model
