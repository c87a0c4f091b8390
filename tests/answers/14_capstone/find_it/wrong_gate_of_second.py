# says: pass the tensor that the task names
# points: 2
def find_it():
    first, second = keras.Input((7,)), keras.Input((7,))
    encoder = keras.layers.Dense(5, activation="tanh")
    u, v = encoder(first), encoder(second)
    apart = u - v
    gate = keras.layers.Dense(5, activation="sigmoid")(keras.layers.concatenate([apart, v]))
    return keras.Model([first, second], keras.layers.Dense(2)(gate * apart))
