def predict_graph():
    def model(merge):
        x = keras.Input(shape=(10,))
        h = keras.layers.Dense(10)(x)
        return keras.Model(x, keras.layers.Dense(2)(merge([x, h])))

    summed = model(keras.layers.Add())
    return summed.count_params(), model(keras.layers.Concatenate()).count_params(), len(summed.layers)
