def cut_features(model, name):
    part = keras.Model(model.inputs, model.get_layer(name).output)
    inputs = [keras.Input(x.shape[1:], name=x.name) for x in model.inputs]
    return keras.Model(inputs, part(inputs if len(inputs) > 1 else inputs[0]))
