# says: should have shape (6,), but it has shape (2,)
# points: 0
def distance(params, a, b):
    def encode(x):
        return np.tanh(x @ params["kernel"] + params["bias"])

    return np.sqrt(np.sum((encode(a) - encode(b)) ** 2, axis=0))
