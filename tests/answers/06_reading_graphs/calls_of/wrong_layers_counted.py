# says: The number of calls of `encoder` is not 1
# points: 0
def calls_of(model, name):
    return sum(layer.name == name for layer in model.layers)
