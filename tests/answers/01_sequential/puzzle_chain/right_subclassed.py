class Puzzle(keras.Model):
    def __init__(self):
        super().__init__()
        self.each_row = keras.layers.Dense(5, activation="tanh")
        self.flatten = keras.layers.Flatten()
        self.dropout = keras.layers.Dropout(0.25)
        self.classes = keras.layers.Dense(3, activation="softmax")

    def call(self, rows, training=None):
        codes = self.flatten(self.each_row(0.5 * rows))
        return self.classes(self.dropout(codes, training=training))


def puzzle_chain():
    return Puzzle()
