# says: It should be the same model, not a new one.
# points: 1
def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    return copy
