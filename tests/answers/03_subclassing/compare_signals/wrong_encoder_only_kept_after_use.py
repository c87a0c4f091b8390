# says: make layers in __init__ and weights in build, before the first call
# points: 0
def compare_signals():
    class Compare(keras.Model):
        def __init__(self):
            super().__init__()
            self.score = keras.layers.Dense(1)

        def call(self, inputs):
            left, right = inputs
            self.encoder = keras.layers.Dense(8, activation="relu")
            return self.score(self.encoder(left) - self.encoder(right))

    return Compare()
