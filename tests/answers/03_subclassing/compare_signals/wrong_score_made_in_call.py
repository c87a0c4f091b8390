# says: create it once, in __init__, as an attribute of self
# points: 0
def compare_signals():
    class Compare(keras.Model):
        def __init__(self):
            super().__init__()
            self.encoder = keras.layers.Dense(8, activation="relu")

        def call(self, inputs):
            left, right = inputs
            return keras.layers.Dense(1)(self.encoder(left) - self.encoder(right))

    return Compare()
