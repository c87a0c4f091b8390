def new_head(old, classes):
    copy = keras.Sequential.from_config(old.get_config())
    copy.set_weights(old.get_weights())
    x = y = keras.Input(shape=old.input_shape[1:])
    for layer in copy.layers[:-1]:
        y = layer(y)
    scores = keras.layers.Dense(classes)(y)
    return keras.Model(x, keras.layers.Softmax()(scores))
