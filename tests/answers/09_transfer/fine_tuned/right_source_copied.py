def fine_tuned(source, x, y):
    copy = keras.models.clone_model(source)
    copy.set_weights(source.get_weights())
    head = keras.layers.Dense(3, activation="softmax")
    model = keras.Model(copy.inputs, head(copy.layers[0](copy.inputs[0])))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=1, verbose=0)
    return model
