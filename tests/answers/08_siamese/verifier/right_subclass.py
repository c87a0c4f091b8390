class Verifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(24, activation="relu")
        self.code = keras.layers.Dense(6)
        self.score = keras.layers.Dense(1, activation="sigmoid")

    def encode(self, x):
        return self.code(self.hidden(x))

    def call(self, pair):
        a, b = pair
        return self.score(keras.ops.abs(self.encode(a) - self.encode(b)))


def verifier():
    return Verifier()
