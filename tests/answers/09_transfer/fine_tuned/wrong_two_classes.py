# says: `fine_tuned` stops at
# points: 0
def fine_tuned(source, x, y):
    trunk = keras.models.clone_model(source.layers[0])
    trunk.set_weights(source.layers[0].get_weights())
    model = keras.Sequential([trunk, keras.layers.Dense(2, activation="softmax")])
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=1, verbose=0)
    return model
