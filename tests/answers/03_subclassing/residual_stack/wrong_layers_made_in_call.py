# says: does not belong to the model, which would not train it
# points: 0
def residual_stack():
    class Stack(keras.Model):
        def __init__(self):
            super().__init__()
            self.score = keras.layers.Dense(1)

        def call(self, x):
            for _ in range(3):
                x = x + keras.layers.Dense(12, activation="relu")(x)
            return self.score(x)

    return Stack()
