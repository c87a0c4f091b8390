# says: own variables in your model is not 0: call the layer that
# points: 0
def right_code(model):
    second = model.inputs[1]
    return keras.Model(model.inputs, keras.layers.Dense(3, activation="tanh")(second))
