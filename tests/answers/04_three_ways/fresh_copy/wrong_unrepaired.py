# says: The two models share the weights of
# points: 2
def fresh_copy(model):
    copy = keras.Model(model.inputs, model.outputs)
    copy.set_weights(model.get_weights())
    return copy
