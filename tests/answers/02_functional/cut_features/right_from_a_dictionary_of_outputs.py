def cut_features(model, name):
    outputs = {layer.name: layer.output for layer in model.layers}
    everything = keras.Model(model.inputs, outputs)
    return keras.Model(everything.inputs, everything.output[name])
