def predict_numbers():
    sizes = np.array([(5, 4), (8 * 4, 10), (10, 3)])
    counts = (sizes[:, 0] + 1) * sizes[:, 1]
    return [counts[0], counts[1], counts.sum(), np.float64(0)]
