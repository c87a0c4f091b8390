# says: does not belong to the model, which would not train it
# points: 0
class Blocks:
    def __init__(self):
        self.all = [keras.layers.Dense(12, activation="relu") for _ in range(3)]


def residual_stack():
    class Stack(keras.Model):
        def __init__(self):
            super().__init__()
            self.blocks = Blocks()
            self.score = keras.layers.Dense(1)

        def call(self, x):
            for block in self.blocks.all:
                x = x + block(x)
            return self.score(x)

    return Stack()
