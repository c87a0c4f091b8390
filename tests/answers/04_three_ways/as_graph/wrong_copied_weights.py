# says: The number of arrays of weights that both models use is not 0: call the scorer's own layers
# points: 2
def as_graph(scorer, width):
    x = keras.Input((width,))
    hidden, score = keras.layers.Dense(7, activation="relu"), keras.layers.Dense(1)
    model = keras.Model(x, score(hidden(x)))
    hidden.set_weights(scorer.hidden.get_weights())
    score.set_weights(scorer.score.get_weights())
    return model
