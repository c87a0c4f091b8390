# says: next to a Keras model with the same weights, is off
# points: 0
def distance(params, a, b):
    def encode(x):
        return (x @ params["kernel"] + params["bias"])

    return np.sqrt(np.sum((encode(a) - encode(b)) ** 2, axis=1))
