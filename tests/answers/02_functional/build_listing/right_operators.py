def build_listing():
    photo, facts = keras.Input((16,), name="photo"), keras.Input((4,), name="facts")
    seen = keras.ops.relu(keras.layers.Dense(8)(photo))
    both = keras.ops.concatenate([seen, facts], axis=-1)
    judged = keras.layers.Dense(12, "relu")(both) + both
    rent = keras.layers.Dense(1)(judged)
    return keras.Model([photo, facts], [rent, keras.ops.softmax(keras.layers.Dense(3)(judged))])
