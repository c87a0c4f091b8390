def predict_parameters():
    kernel, bias = np.prod([10, 20]), np.prod([20])
    head = np.prod([60, 1]) + 1
    return kernel + bias + head, 3 * (kernel + bias) + head, np.float64(4)
