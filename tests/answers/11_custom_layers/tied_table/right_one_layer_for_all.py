@keras.saving.register_keras_serializable(package="mine")
class Speaks(keras.layers.Layer):
    def __init__(self, words, features, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features = words, features
        self.table = keras.layers.Embedding(words, features)
        self.change = keras.layers.Dense(features, activation="tanh")

    def call(self, row):
        changed = self.change(self.table(row))
        return changed @ keras.ops.transpose(self.table.embeddings)

    def get_config(self):
        return {**super().get_config(), "words": self.words, "features": self.features}


def tied_table(words, features):
    return keras.Sequential([keras.Input((4,), dtype="int32"), Speaks(words, features)])
