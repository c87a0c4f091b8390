class Siamese(keras.Model):
    def __init__(self):
        super().__init__()
        self.tower = keras.layers.Dense(64, activation="relu")
        self.head = keras.layers.Dense(1, activation="sigmoid")

    def call(self, inputs):
        codes = [self.tower(x) for x in inputs]
        return self.head(keras.ops.concatenate(codes, axis=-1))


def build_siamese():
    return Siamese()
