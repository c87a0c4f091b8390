# says: next to that of the second input, is off by
# points: 1
def right_code(model):
    encoder = model.get_layer("encoder")
    return keras.Model(model.inputs, encoder(model.inputs[0]))
