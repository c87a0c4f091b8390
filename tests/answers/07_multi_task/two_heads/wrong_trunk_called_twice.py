# says: keep the result of the first call in a variable
# points: 2
def two_heads():
    x = keras.Input((12,))
    trunk = keras.layers.Dense(16, activation="relu")
    district = keras.layers.Dense(5, activation="softmax", name="district")(trunk(x))
    rent = keras.layers.Dense(1, name="rent")(trunk(x))
    return keras.Model(x, [district, rent])
