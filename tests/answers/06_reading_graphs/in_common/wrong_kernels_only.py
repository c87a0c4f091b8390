# says: The number of parameters in common is not 30
# points: 0
def in_common(model, other):
    return sum(
        int(np.prod(w.shape))
        for w in model.weights
        if len(w.shape) == 2 and any(w is v for v in other.weights)
    )
