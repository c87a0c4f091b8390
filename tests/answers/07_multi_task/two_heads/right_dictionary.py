def two_heads():
    x = keras.Input((12,))
    hidden = keras.layers.Dense(16, activation="relu")(x)
    district = keras.layers.Dense(5, activation="softmax")(hidden)
    rent = keras.layers.Dense(1)(hidden)
    return keras.Model(x, {"district": district, "rent": rent})
