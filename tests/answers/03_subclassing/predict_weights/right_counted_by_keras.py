def predict_weights():
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.blocks = [keras.layers.Dense(6) for _ in range(3)]

        def call(self, x):
            for block in self.blocks:
                x = block(x)
            return x

    net = Net()
    before = len(net.weights)
    net(np.ones((4, 6)))
    return before, len(net.weights), net.count_params()
