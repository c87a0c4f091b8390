# says: they use 2 layers
# points: 0
def puzzle_saved():
    x = keras.Input((6,))
    again = keras.layers.Dense(6, activation="tanh")
    once = again(x)
    twice = keras.layers.Dense(6, activation="tanh")(keras.layers.LayerNormalization()(once))
    return keras.Model(x, keras.layers.Dense(2)(twice + once))
