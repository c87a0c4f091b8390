# says: with a weight list of length 2, but the layer was expecting 4 weights
# points: 0
def fresh_copy(model):
    left, right = keras.Input((5,)), keras.Input((5,))
    encoder = keras.layers.Dense(4, activation="relu")
    both = keras.layers.Concatenate()([encoder(left), encoder(right)])
    copy = keras.Model([left, right], keras.layers.Dense(2)(both))
    copy.set_weights(model.get_weights())
    return copy
