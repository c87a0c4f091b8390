def puzzle_dense():
    class Grow(keras.Model):
        def __init__(self):
            super().__init__()
            self.steps = [keras.layers.Dense(3, activation="relu") for _ in range(2)]
            self.score = keras.layers.Dense(1)

        def call(self, x):
            for step in self.steps:
                x = keras.ops.concatenate([x, step(x)], axis=-1)
            return self.score(x)

    return Grow()
