# says: does not belong to the model, which would not train it
# points: 0
ENCODER = {"it": keras.layers.Dense(8, activation="relu")}


def compare_signals():
    class Compare(keras.Model):
        def __init__(self):
            super().__init__()
            self.score = keras.layers.Dense(1)

        def call(self, inputs):
            left, right = inputs
            encode = ENCODER["it"]
            return self.score(encode(left) - encode(right))

    return Compare()
