# says: should get `concatenate
# points: 0
def puzzle_dense():
    x = keras.Input((4,))
    one = keras.layers.Dense(3, activation="relu")(x)
    grown = keras.layers.Concatenate()([x, one])
    two = keras.layers.Dense(3, activation="relu")(grown)
    everything = keras.layers.Concatenate()([one, two])
    return keras.Model(x, keras.layers.Dense(1)(everything))
