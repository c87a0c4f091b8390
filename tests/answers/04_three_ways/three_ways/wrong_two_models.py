# says: should return 3 models, but it returns 2
# points: 0
def three_ways():
    sequential = keras.Sequential([
        keras.Input((12,)),
        keras.layers.Dense(6, activation="tanh"),
        keras.layers.Dense(2, activation="softmax"),
    ])
    x = keras.Input((12,))
    hidden = keras.layers.Dense(6, activation="tanh")(x)
    functional = keras.Model(x, keras.layers.Dense(2, activation="softmax")(hidden))
    functional.set_weights(sequential.get_weights())
    return [sequential, functional]
