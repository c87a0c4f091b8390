# says: is incompatible with the layer
# points: 0
def as_graph(scorer, width):
    x = keras.Input((12,))
    return keras.Model(x, scorer.score(scorer.hidden(x)))
