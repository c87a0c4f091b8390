def as_graph(scorer, width):
    x = keras.Input((width,), name="numbers")
    hidden = scorer.hidden(x)
    return keras.Model(inputs=x, outputs=scorer.score(hidden))
