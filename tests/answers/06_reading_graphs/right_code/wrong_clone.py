# says: own variables in your model is not 0: call the layer that
# points: 3
def right_code(model):
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    return keras.Model(twin.inputs, twin.get_layer("encoder")(twin.inputs[1]))
