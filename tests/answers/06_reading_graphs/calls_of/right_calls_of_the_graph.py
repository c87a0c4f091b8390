def calls_of(model, name):
    graph = read(model)
    keys = [key for key, layer in graph.layers.items() if layer.name == name]
    return sum(len(graph.calls_of(key)) for key in keys)
