# says: The model begins in the middle
# points: 0
def build_listing():
    photo = keras.Input(shape=(16,), name="photo")
    facts = keras.Input(shape=(4,), name="facts")
    photo = keras.layers.Dense(8, activation="relu")(photo)
    both = keras.layers.Concatenate()([photo, facts])
    change = keras.layers.Dense(12, activation="relu")(both)
    judged = keras.layers.Add()([both, change])
    rent = keras.layers.Dense(1)(judged)
    kind = keras.layers.Dense(3, activation="softmax")(judged)
    return keras.Model([photo, facts], [rent, kind])
