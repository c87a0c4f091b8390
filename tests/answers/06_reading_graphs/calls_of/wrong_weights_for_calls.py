# says: The number of calls of `score` is not 2
# points: 0
def calls_of(model, name):
    graph = read(model)
    return sum(len(layer.variables) for layer in graph.layers.values() if layer.name == name)
