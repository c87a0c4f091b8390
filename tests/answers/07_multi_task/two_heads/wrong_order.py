# says: list the outputs in the order the task names
# points: 0
def two_heads():
    x = keras.Input((12,))
    hidden = keras.layers.Dense(16, activation="relu")(x)
    district = keras.layers.Dense(5, activation="softmax", name="district")(hidden)
    rent = keras.layers.Dense(1, name="rent")(hidden)
    return keras.Model(x, [rent, district])
