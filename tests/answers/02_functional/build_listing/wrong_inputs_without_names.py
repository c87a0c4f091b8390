# says: The inputs should be named `photo` and `facts`, but
# points: 3
def build_listing():
    photo = keras.Input(shape=(16,))
    facts = keras.Input(shape=(4,))
    seen = keras.layers.Dense(8, activation="relu")(photo)
    both = keras.layers.Concatenate()([seen, facts])
    change = keras.layers.Dense(12, activation="relu")(both)
    judged = keras.layers.Add()([both, change])
    rent = keras.layers.Dense(1)(judged)
    kind = keras.layers.Dense(3, activation="softmax")(judged)
    return keras.Model([photo, facts], [rent, kind])
