# says: should leave the weights as they are
# points: 0
def distance(params, a, b):
    def encode(x):
        return np.tanh(x @ params["kernel"] + params["bias"])

    params["kernel"] *= 2
    return np.sqrt(np.sum((encode(a) - encode(b)) ** 2, axis=1))
