# says: should be a call of Add, but it is one of Concatenate
# points: 2
def residual_score():
    x = keras.Input(shape=(8,), name="x")
    inner = keras.layers.Dense(8, activation="relu")(x)
    change = keras.layers.Dense(8)(inner)
    total = keras.layers.Concatenate()([x, change])
    score = keras.layers.Dense(1)(total)
    return keras.Model(x, score)
