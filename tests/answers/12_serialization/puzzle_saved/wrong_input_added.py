# says: should get
# points: 2
def puzzle_saved():
    x = keras.Input((6,))
    again = keras.layers.Dense(6, activation="tanh")
    once = again(x)
    twice = again(keras.layers.LayerNormalization()(once))
    return keras.Model(x, keras.layers.Dense(2)(twice + x))
