# says: The truth value of an array with more than one element is ambiguous
# points: 0
def in_common(model, other):
    return sum(int(np.prod(w.shape)) for w in model.weights if w in other.weights)
