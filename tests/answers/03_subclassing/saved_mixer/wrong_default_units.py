# says: what it leaves out becomes the default
# points: 2
def saved_mixer(units):
    @keras.saving.register_keras_serializable(package="mine")
    class Mixer(keras.Model):
        def __init__(self, units=6, **kwargs):
            super().__init__(**kwargs)
            self.units = units
            self.mix = keras.layers.Dense(units, activation="tanh")
            self.ends = keras.layers.Dense(2)

        def call(self, x):
            return self.ends(self.mix(x))

    return Mixer(units)
