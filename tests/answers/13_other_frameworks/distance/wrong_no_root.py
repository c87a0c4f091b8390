# says: which differs, the codes or the distance between them
# points: 0
def distance(params, a, b):
    def encode(x):
        return np.tanh(x @ params["kernel"] + params["bias"])

    return np.sum((encode(a) - encode(b)) ** 2, axis=1)
