# says: which activation does the first layer have?
# points: 2
def saved_mixer(units):
    @keras.saving.register_keras_serializable(package="mine")
    class Mixer(keras.Model):
        def __init__(self, units, **kwargs):
            super().__init__(**kwargs)
            self.units = units
            self.mix = keras.layers.Dense(units)
            self.ends = keras.layers.Dense(2)

        def call(self, x):
            return self.ends(self.mix(x))

        def get_config(self):
            return {**super().get_config(), "units": self.units}

    return Mixer(units)
