def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    model.predict_function = None
    return model
