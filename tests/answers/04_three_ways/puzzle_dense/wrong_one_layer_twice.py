# says: A call of Dense(3, relu) is missing after
# points: 0
def puzzle_dense():
    x = keras.Input((4,))
    one = keras.layers.Dense(3, activation="relu")(x)
    grown = keras.layers.Concatenate()([x, one])
    everything = keras.layers.Concatenate()([grown, one])
    return keras.Model(x, keras.layers.Dense(1)(everything))
