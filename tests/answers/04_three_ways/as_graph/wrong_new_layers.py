# says: call the scorer's own layers, not new ones
# points: 2
def as_graph(scorer, width):
    x = keras.Input((width,))
    hidden = keras.layers.Dense(7, activation="relu")(x)
    return keras.Model(x, keras.layers.Dense(1)(hidden))
