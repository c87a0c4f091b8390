# says: A call of add is missing after input
# points: 2
def residual_stack():
    class Stack(keras.Model):
        def __init__(self):
            super().__init__()
            self.blocks = [keras.layers.Dense(12, activation="relu") for _ in range(3)]
            self.score = keras.layers.Dense(1)

        def call(self, x):
            y = x
            for block in self.blocks:
                y = block(y)
            return self.score(x + y)

    return Stack()
