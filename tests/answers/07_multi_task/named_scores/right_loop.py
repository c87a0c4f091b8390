def named_scores():
    inputs = [keras.Input((8,)) for _ in range(2)]
    score = keras.layers.Dense(1, name="score")
    names = ["first", "second"]
    outputs = [keras.layers.Identity(name=name)(score(x)) for name, x in zip(names, inputs)]
    return keras.Model(inputs, outputs)
