# says: The picture has one layer for both inputs
# points: 0
def find_it():
    first, second = keras.Input((7,)), keras.Input((7,))
    encoder = keras.layers.Dense(5, activation="tanh")
    u, v = encoder(first), keras.layers.Dense(5, activation="tanh")(second)
    apart = v - u
    gate = keras.layers.Dense(5, activation="sigmoid")(keras.layers.concatenate([apart, u]))
    return keras.Model([first, second], keras.layers.Dense(2)(gate * apart))
