# says: create one layer for each of these calls
# points: 0
def deep_chain():
    hidden = keras.layers.Dense(16, activation="relu")
    model = keras.Sequential([keras.Input(shape=(16,))])
    for _ in range(3):
        model.add(hidden)
    model.add(keras.layers.Dense(1))
    return model
