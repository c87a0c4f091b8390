# says: in common with a copy is not 35
# points: 2
def in_common(model, other):
    shapes = [tuple(v.shape) for v in other.weights]
    return sum(int(np.prod(w.shape)) for w in model.weights if tuple(w.shape) in shapes)
