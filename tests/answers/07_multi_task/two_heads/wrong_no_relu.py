# says: The activation relu is missing after
# points: 2
def two_heads():
    x = keras.Input((12,))
    hidden = keras.layers.Dense(16)(x)
    district = keras.layers.Dense(5, activation="softmax", name="district")(hidden)
    rent = keras.layers.Dense(1, name="rent")(hidden)
    return keras.Model(x, [district, rent])
