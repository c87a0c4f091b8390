# says: in common with a copy is not 35
# points: 2
def in_common(model, other):
    names = {layer.name for layer in other.layers}
    return sum(layer.count_params() for layer in model.layers if layer.name in names)
