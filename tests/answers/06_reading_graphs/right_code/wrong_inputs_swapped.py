# says: are its inputs in the order of the model
# points: 1
def right_code(model):
    encoder = model.get_layer("encoder")
    return keras.Model(model.inputs[::-1], encoder.output)
