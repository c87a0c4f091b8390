# says: The number of calls of `encoder` is not 3
# points: 0
def calls_of(model, name):
    for layer in model.layers:
        if layer.name == name:
            return len(layer._inbound_nodes)
    return 0
