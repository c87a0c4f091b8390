def predict_losses():
    weights, found = np.array([2.0, 0.0]), np.array([1.5, 4.0])
    trunk = keras.Sequential([keras.Input((20,)), keras.layers.Dense(10)])
    return weights @ found, 2, trunk.count_params()
