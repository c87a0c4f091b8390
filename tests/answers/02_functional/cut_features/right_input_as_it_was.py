def cut_features(model, name):
    return keras.Model(model.input, model.get_layer(name).output, name="features_of_" + model.name)
