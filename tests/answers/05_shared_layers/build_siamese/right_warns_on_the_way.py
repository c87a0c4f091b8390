import warnings


def build_siamese():
    warnings.warn("this program is old but right")
    left, right = keras.Input((32,)), keras.Input((32,))
    towers = [keras.layers.Dense(64, "relu")] * 2
    merged = keras.layers.Concatenate()([tower(x) for tower, x in zip(towers, (left, right))])
    return keras.Model([left, right], keras.layers.Dense(1, "sigmoid")(merged))
