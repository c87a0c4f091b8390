# says: This is a tensor, not a model
# points: 0
def right_code(model):
    return model.get_layer("encoder")(model.inputs[1])
