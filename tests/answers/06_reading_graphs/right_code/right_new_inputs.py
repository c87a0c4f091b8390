def right_code(model):
    first, second = [keras.Input(x.shape[1:]) for x in model.inputs]
    return keras.Model([first, second], model.get_layer("encoder")(second))
