# says: A call of Dense(5, sigmoid) is missing
# points: 0
def find_it():
    first, second = keras.Input((7,)), keras.Input((7,))
    encoder = keras.layers.Dense(5, activation="tanh")
    u, v = encoder(first), encoder(second)
    apart = u - v
    gate = keras.layers.Dense(5, activation="sigmoid")(keras.layers.concatenate([apart, u]))
    return keras.Model([first, second], keras.layers.Dense(2)(apart))
