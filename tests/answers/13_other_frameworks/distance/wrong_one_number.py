# says: should have shape (6,), but it has shape ()
# points: 0
def distance(params, a, b):
    def encode(x):
        return np.tanh(x @ params["kernel"] + params["bias"])

    return np.sqrt(np.sum((encode(a) - encode(b)) ** 2))
