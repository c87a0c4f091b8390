# says: expected axis -1 of input shape to have value 12
# points: 0
def cut_features(model, name):
    layer = model.get_layer(name)
    inputs = [keras.Input(x.shape[1:]) for x in model.inputs]
    return keras.Model(inputs, layer(inputs[0]))
