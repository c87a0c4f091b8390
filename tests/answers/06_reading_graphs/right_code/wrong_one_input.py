# says: should have 2 inputs of shape
# points: 0
def right_code(model):
    second = model.inputs[1]
    return keras.Model(second, model.get_layer("encoder")(second))
