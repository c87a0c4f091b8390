# says: whose weights have equal values but are not shared
# points: 1
def build_siamese():
    def tower():
        start = keras.initializers.GlorotUniform(seed=1)
        return keras.layers.Dense(64, activation="relu", kernel_initializer=start)

    left = keras.Input(shape=(32,), name="left")
    right = keras.Input(shape=(32,), name="right")
    merged = keras.layers.Concatenate()([tower()(left), tower()(right)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(merged))
