# says: should be tanh, but it is relu
# points: 2
def puzzle_saved():
    x = keras.Input((6,))
    again = keras.layers.Dense(6, activation="relu")
    once = again(x)
    twice = again(keras.layers.LayerNormalization()(once))
    return keras.Model(x, keras.layers.Dense(2)(twice + once))
