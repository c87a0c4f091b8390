def compare_signals():
    class Compare(keras.Model):
        def build(self, shapes):
            self.encoder = keras.layers.Dense(8, activation="relu")
            self.score = keras.layers.Dense(1)
            self.encoder.build(shapes[0])
            self.score.build((None, 8))

        def call(self, inputs):
            left, right = inputs
            return self.score(self.encoder(left) - self.encoder(right))

    return Compare()
