# says: the others should not
# points: 3
def three_ways():
    models = [keras.Sequential([keras.Input((12,)), keras.layers.Dense(6, "tanh"), keras.layers.Dense(2, "softmax")]) for _ in range(3)]
    for model in models:
        model.set_weights(models[0].get_weights())
    return models
