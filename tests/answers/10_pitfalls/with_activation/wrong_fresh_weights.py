# says: What the model returns when it is called is off
# points: 0
def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    model.compile()
    return keras.models.clone_model(model)
