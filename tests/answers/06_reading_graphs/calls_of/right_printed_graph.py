def calls_of(model, name):
    from collections import Counter

    graph = read(model)
    return Counter(graph.layer_of(n).name for n, _ in enumerate(graph.calls))[name]
