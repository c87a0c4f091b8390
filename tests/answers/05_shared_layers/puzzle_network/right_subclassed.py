class Puzzle(keras.Model):
    def __init__(self):
        super().__init__()
        self.encode = keras.layers.Dense(12, activation="tanh")
        self.score = keras.layers.Dense(1)

    def call(self, inputs):
        query, document = inputs
        for _ in range(2):
            document = self.encode(document)
        query = self.encode(query)
        pair = keras.ops.concatenate([keras.ops.subtract(query, document), query], axis=1)
        return self.score(pair), document


def puzzle_network():
    return Puzzle()
