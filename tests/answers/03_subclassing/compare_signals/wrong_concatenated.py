# says: should be a call of subtract, but it is one of concatenate
# points: 2
def compare_signals():
    class Compare(keras.Model):
        def __init__(self):
            super().__init__()
            self.encoder = keras.layers.Dense(8, activation="relu")
            self.score = keras.layers.Dense(1)

        def call(self, inputs):
            left, right = inputs
            return self.score(keras.ops.concatenate([self.encoder(left), self.encoder(right)], axis=-1))

    return Compare()
