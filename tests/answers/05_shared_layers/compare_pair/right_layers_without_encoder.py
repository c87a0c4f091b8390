def compare_pair():
    left, right = keras.Input((16,)), keras.Input((16,))
    wide, code = keras.layers.Dense(32, activation="relu"), keras.layers.Dense(8)
    codes = [code(wide(x)) for x in (left, right)]
    difference = keras.layers.Subtract()(codes)
    distance = keras.layers.Lambda(lambda x: x)(difference) if False else keras.ops.absolute(difference)
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(distance))
