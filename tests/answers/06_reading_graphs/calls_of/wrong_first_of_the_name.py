# says: The number of calls of two layers called `code` is not 1
# points: 2
def calls_of(model, name):
    graph = read(model)
    for key, layer in graph.layers.items():
        if layer.name == name:
            return len(graph.calls_of(key))
    return 0
