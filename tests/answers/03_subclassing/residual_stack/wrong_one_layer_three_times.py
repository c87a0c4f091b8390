# says: should use separate layers, but all of them use the weights of
# points: 0
def residual_stack():
    class Stack(keras.Model):
        def __init__(self):
            super().__init__()
            self.blocks = [keras.layers.Dense(12, activation="relu")] * 3
            self.score = keras.layers.Dense(1)

        def call(self, x):
            for block in self.blocks:
                x = x + block(x)
            return self.score(x)

    return Stack()
