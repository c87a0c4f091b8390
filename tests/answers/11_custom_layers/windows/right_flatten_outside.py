def windows():
    class Centred(keras.layers.Layer):
        def build(self, shape):
            self.gain = self.add_weight(shape=(6, 4), initializer="ones")

        def call(self, x):
            centred = x - keras.ops.mean(x, axis=1, keepdims=True)
            return self.gain * centred

    x = keras.Input((6, 4))
    return keras.Model(x, keras.layers.Dense(2)(keras.layers.Flatten()(Centred()(x))))
