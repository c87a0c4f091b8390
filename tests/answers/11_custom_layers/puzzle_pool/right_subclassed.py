class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.read, self.pool = keras.layers.Dense(5, activation="tanh"), Pool()
        self.kind = keras.layers.Dense(3, activation="softmax")

    def call(self, inputs):
        codes = [self.pool(self.read(x)) for x in inputs]
        return self.kind(keras.ops.concatenate(codes, axis=1))


def puzzle_pool():
    return Net()
