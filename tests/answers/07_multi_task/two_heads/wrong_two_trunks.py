# says: Dense(16) should be called once, but it is called 2 times
# points: 2
def two_heads():
    x = keras.Input((12,))
    hidden = keras.layers.Dense(16, activation="relu")(x)
    district = keras.layers.Dense(5, activation="softmax", name="district")(hidden)
    hidden = keras.layers.Dense(16, activation="relu")(x)
    rent = keras.layers.Dense(1, name="rent")(hidden)
    return keras.Model(x, [district, rent])
