class Branch(keras.Model):
    def __init__(self):
        super().__init__()
        self.vectors = keras.layers.Embedding(50, 8)
        self.mean = keras.layers.GlobalAveragePooling1D()
        self.trunk = keras.layers.Dense(16, activation="relu")
        self.topic = keras.layers.Dense(4, activation="softmax")
        self.urgency = keras.layers.Dense(1, activation="sigmoid")

    def call(self, inputs):
        words, row = inputs
        trunk = self.trunk(self.mean(self.vectors(words)))
        return [self.topic(trunk), self.urgency(keras.ops.concatenate([trunk, row], axis=-1))]


def puzzle_branch():
    model = Branch()
    model([keras.Input((10,), dtype="int32"), keras.Input((3,))])
    return model
