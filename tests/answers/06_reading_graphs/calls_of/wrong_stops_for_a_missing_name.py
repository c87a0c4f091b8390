# says: with KeyError
# points: 3
def calls_of(model, name):
    graph, counts = read(model), {}
    for number in range(len(graph.calls)):
        key = graph.layer_of(number).name
        counts[key] = counts.get(key, 0) + 1
    return counts[name]
