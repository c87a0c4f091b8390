class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.wide = keras.layers.Dense(300, activation="relu")
        self.narrow = keras.layers.Dense(100, activation="relu")
        self.classes = keras.layers.Dense(10, activation="softmax")

    def call(self, images):
        return self.classes(self.narrow(self.wide(self.flatten(images))))


def build_classifier():
    model = Classifier()
    model(np.zeros((1, 28, 28)))
    return model
