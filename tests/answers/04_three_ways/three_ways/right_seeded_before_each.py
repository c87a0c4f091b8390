def three_ways():
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.a = keras.layers.Dense(6, activation="tanh")
            self.b = keras.layers.Dense(2, activation="softmax")

        def call(self, x):
            return self.b(self.a(x))
    keras.utils.set_random_seed(3)
    sequential = keras.Sequential([
        keras.Input((12,)),
        keras.layers.Dense(6, activation="tanh"),
        keras.layers.Dense(2, activation="softmax"),
    ])
    keras.utils.set_random_seed(3)
    x = keras.Input((12,))
    hidden = keras.layers.Dense(6, activation="tanh")(x)
    functional = keras.Model(x, keras.layers.Dense(2, activation="softmax")(hidden))
    keras.utils.set_random_seed(3)
    subclassed = Net()
    subclassed(keras.Input((12,)))
    return [sequential, functional, subclassed]
