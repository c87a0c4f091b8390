# says: `cut_features` stops at `return keras.Model(model.inputs, model.get_layer(name))`
# points: 0
def cut_features(model, name):
    return keras.Model(model.inputs, model.get_layer(name))
