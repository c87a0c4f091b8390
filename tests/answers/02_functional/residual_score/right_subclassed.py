class ResidualScore(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(8, activation="relu")
        self.change = keras.layers.Dense(8)
        self.score = keras.layers.Dense(1)

    def call(self, x):
        return self.score(x + self.change(self.inner(x)))


def residual_score():
    return ResidualScore()
