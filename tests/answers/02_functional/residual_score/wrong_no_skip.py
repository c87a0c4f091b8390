# says: A call of Add is missing after
# points: 2
def residual_score():
    x = keras.Input(shape=(8,), name="x")
    inner = keras.layers.Dense(8, activation="relu")(x)
    change = keras.layers.Dense(8)(inner)
    score = keras.layers.Dense(1)(change)
    return keras.Model(x, score)
