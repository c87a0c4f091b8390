# says: were the weights of the first model copied, each to its place?
# points: 3
def three_ways():
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.a = keras.layers.Dense(6, activation="tanh")
            self.b = keras.layers.Dense(2, activation="softmax")

        def call(self, x):
            return self.b(self.a(x))
    sequential = keras.Sequential([
        keras.Input((12,)),
        keras.layers.Dense(6, activation="tanh"),
        keras.layers.Dense(2, activation="softmax"),
    ])
    x = keras.Input((12,))
    hidden = keras.layers.Dense(6, activation="tanh")(x)
    functional = keras.Model(x, keras.layers.Dense(2, activation="softmax")(hidden))
    subclassed = Net()
    subclassed(keras.Input((12,)))
    return [sequential, functional, subclassed]
