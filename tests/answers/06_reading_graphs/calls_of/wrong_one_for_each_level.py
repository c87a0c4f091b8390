# says: The number of calls of `encoder` is not 1
# points: 3
def calls_of(model, name):
    graph = read(model)
    return len({call.frame for n, call in enumerate(graph.calls) if graph.layer_of(n).name == name})
