# says: A Lambda layer holds a program
# points: 0
def saved_mixer(units):
    return keras.Sequential([
        keras.Input((5,)),
        keras.layers.Dense(units),
        keras.layers.Lambda(lambda x: keras.ops.tanh(x)),
        keras.layers.Dense(2),
    ])
