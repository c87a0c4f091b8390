class Centred(keras.Layer):
    def build(self, shape):
        self.gain = self.add_weight(shape=(24,), initializer="ones")

    def call(self, x):
        flat = keras.ops.reshape(x - keras.ops.mean(x, axis=1, keepdims=True), (-1, 24))
        return flat * self.gain


class Windows(keras.Model):
    def __init__(self):
        super().__init__()
        self.centred = Centred()
        self.score = keras.layers.Dense(2)

    def call(self, x):
        return self.score(self.centred(x))


def windows():
    return Windows()
