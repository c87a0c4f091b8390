class Block(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.change = keras.layers.Dense(12)

    def call(self, x):
        return keras.layers.add([x, keras.ops.relu(self.change(x))])


def residual_stack():
    class Stack(keras.Model):
        def __init__(self):
            super().__init__()
            self.blocks = {str(n): Block() for n in range(3)}
            self.score = keras.layers.Dense(1)

        def call(self, x):
            for n in range(3):
                x = self.blocks[str(n)](x)
            return self.score(x)

    return Stack()
