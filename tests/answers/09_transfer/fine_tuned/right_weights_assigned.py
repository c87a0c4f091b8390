def fine_tuned(source, x, y):
    trunk = keras.models.clone_model(source.layers[0])
    for mine, its in zip(trunk.weights, source.layers[0].weights):
        mine.assign(its)
    model = keras.Sequential([trunk, keras.layers.Dense(3, activation="softmax")])
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=1, verbose=0)
    return model
