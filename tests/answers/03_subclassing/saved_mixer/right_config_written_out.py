@keras.saving.register_keras_serializable()
class TwoLayers(keras.Model):
    def __init__(self, width, name=None, trainable=True, dtype=None):
        super().__init__(name=name, trainable=trainable, dtype=dtype)
        self.width = width
        self.first = keras.layers.Dense(width)
        self.second = keras.layers.Dense(2)

    def call(self, x):
        return self.second(keras.ops.tanh(self.first(x)))

    def get_config(self):
        config = super().get_config()
        config["width"] = self.width
        return config


def saved_mixer(units):
    return TwoLayers(units)
