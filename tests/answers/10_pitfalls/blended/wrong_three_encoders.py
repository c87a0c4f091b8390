# says: should have 1,040 parameters, but it has 2,032
# points: 0
def blended():
    x = keras.Input((30,))
    code, two, three = [keras.layers.Dense(16, activation="relu")(x) for _ in range(3)]
    gain = keras.layers.Dense(16, activation="sigmoid")(two)
    return keras.Model(x, code * gain + keras.layers.Dense(16)(three))
