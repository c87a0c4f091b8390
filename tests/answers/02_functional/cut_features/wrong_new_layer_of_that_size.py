# says: does the extractor use the model's own layers, or copies?
# points: 1
def cut_features(model, name):
    inputs = [keras.Input(x.shape[1:]) for x in model.inputs]
    both = keras.layers.Concatenate()(inputs) if len(inputs) > 1 else inputs[0]
    units = model.get_layer(name).output.shape[-1]
    return keras.Model(inputs, keras.layers.Dense(units, activation="tanh")(both))
