# says: create it once, in __init__, as an attribute of self
# points: 0
def compare_signals():
    class Compare(keras.Model):
        def __init__(self):
            super().__init__()
            self.score = keras.layers.Dense(1)

        def call(self, inputs):
            left, right = inputs
            encoder = keras.layers.Dense(8, activation="relu")
            return self.score(encoder(left) - encoder(right))

    return Compare()
