def residual_stack():
    class Stack(keras.Model):
        def __init__(self):
            super().__init__()
            self.one = keras.layers.Dense(12, activation="relu")
            self.two = keras.layers.Dense(12, activation="relu")
            self.three = keras.layers.Dense(12, activation="relu")
            self.out = keras.layers.Dense(1)

        def call(self, x):
            x = self.one(x) + x
            x = self.two(x) + x
            x = self.three(x) + x
            return self.out(x)

    return Stack()
