def as_graph(scorer, width):
    x = keras.Input((width,))
    return keras.Model(x, scorer.call(x))
