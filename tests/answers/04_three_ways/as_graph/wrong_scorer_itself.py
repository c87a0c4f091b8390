# says: The number of boxes in the Functional model, its input included, is not 0
# points: 1
def as_graph(scorer, width):
    return scorer
