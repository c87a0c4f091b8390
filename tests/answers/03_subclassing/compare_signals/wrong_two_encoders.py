# says: should use one Dense(8, relu), but they use 2 layers
# points: 0
def compare_signals():
    class Compare(keras.Model):
        def __init__(self):
            super().__init__()
            self.left = keras.layers.Dense(8, activation="relu")
            self.right = keras.layers.Dense(8, activation="relu")
            self.score = keras.layers.Dense(1)

        def call(self, inputs):
            left, right = inputs
            return self.score(self.left(left) - self.right(right))

    return Compare()
