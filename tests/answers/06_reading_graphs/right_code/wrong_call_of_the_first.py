# says: Your model returns the code of the first input
# points: 1
def right_code(model):
    encoder = model.get_layer("encoder")
    return keras.Model(model.inputs, encoder(model.inputs[0]))
