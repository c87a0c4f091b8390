def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    model.compile(run_eagerly=True)
    return model
