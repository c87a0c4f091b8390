# says: returns nothing
# points: 0
def with_activation(model, name, activation):
    model.get_layer(name).activation = keras.activations.get(activation)
    model.compile()
