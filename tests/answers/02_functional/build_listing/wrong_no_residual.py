# says: A call of Add is missing after
# points: 2
def build_listing():
    photo = keras.Input(shape=(16,), name="photo")
    facts = keras.Input(shape=(4,), name="facts")
    seen = keras.layers.Dense(8, activation="relu")(photo)
    both = keras.layers.Concatenate()([seen, facts])
    change = keras.layers.Dense(12, activation="relu")(both)
    judged = change
    rent = keras.layers.Dense(1)(judged)
    kind = keras.layers.Dense(3, activation="softmax")(judged)
    return keras.Model([photo, facts], [rent, kind])
