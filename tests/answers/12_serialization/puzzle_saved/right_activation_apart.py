def puzzle_saved():
    x = keras.Input((6,))
    again = keras.layers.Dense(6)
    once = keras.ops.tanh(again(x))
    twice = keras.ops.tanh(again(keras.layers.LayerNormalization()(once)))
    return keras.Model(x, keras.layers.Dense(2)(twice + once))
