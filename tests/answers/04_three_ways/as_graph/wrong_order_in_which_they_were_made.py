# says: is incompatible with the layer
# points: 0
def as_graph(scorer, width):
    x = y = keras.Input((width,))
    for layer in scorer.layers:
        y = layer(y)
    return keras.Model(x, y)
