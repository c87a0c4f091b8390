def as_graph(scorer, width):
    chain = keras.Sequential([keras.Input((width,)), scorer.hidden, scorer.score])
    return keras.Model(chain.inputs, chain.outputs)
