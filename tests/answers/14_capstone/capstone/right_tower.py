def capstone():
    question = keras.Input((6,), dtype="int32", name="question")
    answer = keras.Input((6,), dtype="int32", name="answer")
    facts = keras.Input((4,), name="facts")
    tower = keras.Sequential([
        keras.Input((6,), dtype="int32"),
        keras.layers.Embedding(50, 8),
        keras.layers.Dense(8, activation="tanh"),
    ])
    q, a = tower(question), tower(answer)
    pool = keras.layers.GlobalAveragePooling1D()
    seen = keras.layers.Attention()([q, a])
    parts = keras.layers.concatenate([pool(q), pool(seen), facts])
    hidden = keras.layers.Dense(12, activation="relu")(parts)
    kind = keras.layers.Dense(3, activation="softmax", name="kind")(hidden)
    score = keras.layers.Dense(1, name="score")(hidden)
    return keras.Model([question, answer, facts], [kind, score])
