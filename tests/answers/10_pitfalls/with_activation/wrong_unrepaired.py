# says: what makes it trace again?
# points: 1
def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    return model
