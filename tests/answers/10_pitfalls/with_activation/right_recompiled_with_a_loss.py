def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    model.compile(optimizer="sgd", loss="mse")
    return model
