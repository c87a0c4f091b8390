# says: make the model from the very inputs that its outputs were computed from
# points: 0
def residual_score():
    x = keras.Input(shape=(8,), name="x")
    inner = keras.layers.Dense(8, activation="relu")(x)
    change = keras.layers.Dense(8)(inner)
    total = keras.layers.Add()([x, change])
    score = keras.layers.Dense(1)(total)
    return keras.Model(keras.Input(shape=(8,)), score)
