def distance(params, a, b):
    codes = np.tanh(np.stack([a, b]) @ params["kernel"] + params["bias"])
    return np.linalg.norm(codes[0] - codes[1], axis=-1)
