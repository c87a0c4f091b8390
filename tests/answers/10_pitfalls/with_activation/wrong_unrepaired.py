# says: What `predict` returns, next to what the model returns
# points: 1
def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    return model
