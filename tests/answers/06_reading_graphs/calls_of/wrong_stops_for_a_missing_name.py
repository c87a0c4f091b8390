# says: with StopIteration
# points: 3
def calls_of(model, name):
    graph = read(model)
    key = next(key for key, layer in graph.layers.items() if layer.name == name)
    return len(graph.calls_of(key))
