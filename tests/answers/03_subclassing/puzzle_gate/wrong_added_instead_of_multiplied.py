# says: A call of Multiply is missing after
# points: 2
def puzzle_gate():
    class Gate(keras.Model):
        def __init__(self):
            super().__init__()
            self.gate = keras.layers.Dense(8, activation="sigmoid")
            self.change = keras.layers.Dense(8, activation="tanh")
            self.kind = keras.layers.Dense(3, activation="softmax")

        def call(self, signal):
            return self.kind(signal + self.gate(signal) + self.change(signal))

    return Gate()
