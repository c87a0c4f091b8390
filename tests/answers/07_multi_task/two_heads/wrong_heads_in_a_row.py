# says: should get
# points: 2
def two_heads():
    x = keras.Input((12,))
    hidden = keras.layers.Dense(16, activation="relu")(x)
    district = keras.layers.Dense(5, activation="softmax", name="district")(hidden)
    rent = keras.layers.Dense(1, name="rent")(district)
    return keras.Model(x, [district, rent])
