# says: The number of parameters in common is not 2
# points: 0
def in_common(model, other):
    return sum(any(w is v for v in other.weights) for w in model.weights)
