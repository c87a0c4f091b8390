# says: is the mean subtracted before the gain is applied
# points: 2
def windows():
    class Centred(keras.layers.Layer):
        def build(self, shape):
            self.gain = self.add_weight(shape=(6, 4), initializer="ones")

        def call(self, x):
            x = self.gain * x
            centred = x - keras.ops.mean(x, axis=1, keepdims=True)
            return keras.ops.reshape(centred, (-1, 24))

    x = keras.Input((6, 4))
    return keras.Model(x, keras.layers.Dense(2)(Centred()(x)))
