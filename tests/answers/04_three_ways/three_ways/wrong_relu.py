# says: which activations do its layers have?
# points: 3
def three_ways():
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.a = keras.layers.Dense(6, activation="relu")
            self.b = keras.layers.Dense(2, activation="softmax")

        def call(self, x):
            return self.b(self.a(x))
    sequential = keras.Sequential([
        keras.Input((12,)),
        keras.layers.Dense(6, activation="relu"),
        keras.layers.Dense(2, activation="softmax"),
    ])
    x = keras.Input((12,))
    hidden = keras.layers.Dense(6, activation="relu")(x)
    functional = keras.Model(x, keras.layers.Dense(2, activation="softmax")(hidden))
    subclassed = Net()
    subclassed(keras.Input((12,)))
    for model in (functional, subclassed):
        model.set_weights(sequential.get_weights())
    return [sequential, functional, subclassed]
