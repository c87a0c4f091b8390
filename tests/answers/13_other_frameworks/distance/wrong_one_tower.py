# says: The distance of a vector to itself is off
# points: 0
def distance(params, a, b):
    def encode(x):
        return np.tanh(x @ params["kernel"] + params["bias"])

    return np.sqrt(np.sum((encode(a)) ** 2, axis=1))
