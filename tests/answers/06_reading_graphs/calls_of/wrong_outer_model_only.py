# says: The number of calls of `code`, inside `tower`, is not 0
# points: 2
def calls_of(model, name):
    graph = read(model)
    return sum(graph.layer_of(n).name == name for n, call in enumerate(graph.calls) if not call.frame)
