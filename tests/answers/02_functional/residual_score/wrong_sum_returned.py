# says: 1 output of shape (1,), but it has 1, of shape (8,)
# points: 0
def residual_score():
    x = keras.Input(shape=(8,), name="x")
    inner = keras.layers.Dense(8, activation="relu")(x)
    change = keras.layers.Dense(8)(inner)
    total = keras.layers.Add()([x, change])
    return keras.Model(x, total)
