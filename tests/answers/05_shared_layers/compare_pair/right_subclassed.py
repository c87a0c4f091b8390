def make_encoder():
    return keras.Sequential(
        [
            keras.Input(shape=(16,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(8),
        ]
    )



class ComparePair(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = make_encoder()
        self.score = keras.layers.Dense(1, activation="sigmoid")

    def call(self, pair):
        left, right = pair
        return self.score(keras.ops.abs(self.encoder(left) - self.encoder(right)))


def compare_pair():
    return ComparePair()
