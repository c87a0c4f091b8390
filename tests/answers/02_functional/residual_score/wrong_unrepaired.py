# says: The model begins in the middle
# points: 0
def residual_score():
    """Return a model that scores 8 numbers, with a residual connection around two layers."""
    x = keras.Input(shape=(8,), name="x")
    x = keras.layers.Dense(8, activation="relu")(x)
    change = keras.layers.Dense(8)(x)
    total = keras.layers.Add()([x, change])
    score = keras.layers.Dense(1)(total)
    model = keras.Model(x, score)
    return model
