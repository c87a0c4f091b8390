# says: The number of boxes in the Functional model, its input included, is not 2: return a Functional model
# points: 1
def as_graph(scorer, width):
    x = keras.Input((width,))
    return keras.Model(x, scorer(x))
