# says: use one Dense(8)
# points: 0
def compare_pair():
    left = keras.Input(shape=(16,), name="left")
    right = keras.Input(shape=(16,), name="right")
    wide = keras.layers.Dense(32, activation="relu")
    codes = [keras.layers.Dense(8)(wide(x)) for x in (left, right)]
    score = keras.layers.Dense(1, activation="sigmoid")(keras.ops.abs(codes[0] - codes[1]))
    return keras.Model([left, right], score)
