# says: The two models share the weights of
# points: 5
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
    functional = keras.Model(sequential.inputs, sequential.outputs)
    subclassed = Net()
    subclassed(keras.Input((12,)))
    subclassed.set_weights(sequential.get_weights())
    return [sequential, functional, subclassed]
