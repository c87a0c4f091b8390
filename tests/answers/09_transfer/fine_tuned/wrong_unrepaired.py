# says: does the new model share a layer with
# points: 2
def fine_tuned(source, x, y):
    trunk = source.layers[0]
    model = keras.Sequential([trunk, keras.layers.Dense(3, activation="softmax")])
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=1, verbose=0)
    return model
