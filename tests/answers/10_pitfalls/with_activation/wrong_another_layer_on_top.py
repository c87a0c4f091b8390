# says: What the model returns when it is called is off
# points: 0
def with_activation(model, name, activation):
    return keras.Model(model.inputs, keras.layers.Activation(activation)(model.outputs[0]))
