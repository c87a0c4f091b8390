# says: the batch size is None while a model is built
# points: 0
def windows():
    class Centred(keras.layers.Layer):
        def build(self, shape):
            self.gain = np.ones((6, 4), "float32")

        def call(self, x):
            centred = x - keras.ops.mean(x, axis=1, keepdims=True)
            return keras.ops.reshape(self.gain * centred, (x.shape[0], 24))

    x = keras.Input((6, 4))
    return keras.Model(x, keras.layers.Dense(2)(Centred()(x)))
