# says: The two models share the weights of
# points: 2
def fresh_copy(model):
    inputs = [keras.Input(x.shape[1:]) for x in model.inputs]
    return keras.Model(inputs, model(inputs if len(inputs) > 1 else inputs[0]))
