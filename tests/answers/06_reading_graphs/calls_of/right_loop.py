def calls_of(model, name):
    found, graph = 0, read(model)
    for call in graph.calls:
        if graph.layers[call.layer].name == name:
            found += 1
    return found
