# says: These 2 calls should use one Dense(6)
# points: 0
def verifier():
    a, b = keras.Input((20,)), keras.Input((20,))
    hidden = keras.layers.Dense(24, activation="relu")
    one, two = keras.layers.Dense(6)(hidden(a)), keras.layers.Dense(6)(hidden(b))
    return keras.Model([a, b], keras.layers.Dense(1, activation="sigmoid")(keras.ops.abs(one - two)))
