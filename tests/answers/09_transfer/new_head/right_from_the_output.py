def new_head(trunk, classes):
    for layer in trunk.layers:
        layer.trainable = False
    scores = keras.layers.Dense(classes)(trunk.outputs[0])
    model = keras.Model(trunk.inputs, keras.layers.Softmax()(scores))
    model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy())
    return model
