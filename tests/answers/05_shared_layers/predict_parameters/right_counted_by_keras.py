def predict_parameters():
    def model(share):
        inputs = [keras.Input((10,)) for _ in range(3)]
        dense = keras.layers.Dense(20)
        codes = [(dense if share else keras.layers.Dense(20))(x) for x in inputs]
        return keras.Model(inputs, keras.layers.Dense(1)(keras.layers.Concatenate()(codes)))

    return model(True).count_params(), model(False).count_params(), 3 + 1
