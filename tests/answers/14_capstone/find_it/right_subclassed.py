class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = keras.layers.Dense(5, activation="tanh")
        self.gate = keras.layers.Dense(5, activation="sigmoid")
        self.ends = keras.layers.Dense(2)

    def call(self, inputs):
        u, v = (self.encoder(x) for x in inputs)
        gate = self.gate(keras.ops.concatenate([u - v, u], axis=1))
        return self.ends(gate * (u - v))


def find_it():
    model = Net()
    model([keras.Input((7,)), keras.Input((7,))])
    return model
