# says: There is an activation relu too many
# points: 2
def residual_score():
    x = keras.Input(shape=(8,), name="x")
    inner = keras.layers.Dense(8, activation="relu")(x)
    change = keras.layers.Dense(8, activation="relu")(inner)
    total = keras.layers.Add()([x, change])
    score = keras.layers.Dense(1)(total)
    return keras.Model(x, score)
