# says: scores of the words come from its other direction
# points: 0
@keras.saving.register_keras_serializable(package="mine")
class Table(keras.layers.Layer):
    def __init__(self, words, features, **kwargs):
        super().__init__(**kwargs)
        self.words, self.features = words, features
        self.table = self.add_weight(shape=(words, features), initializer="normal")

    def call(self, x, reverse=False):
        if reverse:
            return keras.ops.matmul(x, keras.ops.transpose(self.table))
        return keras.ops.take(self.table, x, axis=0)

    def get_config(self):
        return {**super().get_config(), "words": self.words, "features": self.features}


def tied_table(words, features):
    row = keras.Input((4,), dtype="int32")
    table = Table(words, features)
    changed = keras.layers.Dense(features, activation="tanh")(table(row))
    return keras.Model(row, table(changed))
