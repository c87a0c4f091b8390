# says: does the gain start at 1
# points: 2
def windows():
    class Centred(keras.layers.Layer):
        def build(self, shape):
            self.gain = self.add_weight(shape=(6, 4), initializer="normal")

        def call(self, x):
            centred = x - keras.ops.mean(x, axis=1, keepdims=True)
            return keras.ops.reshape(self.gain * centred, (-1, 24))

    x = keras.Input((6, 4))
    return keras.Model(x, keras.layers.Dense(2)(Centred()(x)))
