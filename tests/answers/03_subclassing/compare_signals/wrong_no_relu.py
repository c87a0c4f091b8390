# says: The activation relu is missing after
# points: 2
def compare_signals():
    class Compare(keras.Model):
        def __init__(self):
            super().__init__()
            self.encoder = keras.layers.Dense(8)
            self.score = keras.layers.Dense(1)

        def call(self, inputs):
            left, right = inputs
            return self.score(self.encoder(left) - self.encoder(right))

    return Compare()
