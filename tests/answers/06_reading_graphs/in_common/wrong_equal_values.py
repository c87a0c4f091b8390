# says: in common with a copy is not 35
# points: 2
def in_common(model, other):
    return sum(
        int(np.prod(w.shape))
        for w in model.weights
        if any(w.shape == v.shape and np.array_equal(w, v) for v in other.weights)
    )
