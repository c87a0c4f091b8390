def capstone():
    question = keras.Input((6,), dtype="int32", name="question")
    answer = keras.Input((6,), dtype="int32", name="answer")
    facts = keras.Input((4,), name="facts")
    table = keras.layers.Embedding(50, 8)
    read = keras.layers.Dense(8, activation="tanh")
    q, a = read(table(question)), read(table(answer))
    def pool(x):
        return keras.ops.mean(x, axis=1)

    seen = keras.layers.Attention()([q, a])
    parts = keras.ops.concatenate([pool(q), pool(seen), facts], axis=-1)
    hidden = keras.layers.Dense(12)(parts)
    hidden = keras.ops.relu(hidden)
    kind = keras.layers.Dense(3, activation="softmax", name="kind")(hidden)
    score = keras.layers.Dense(1, name="score")(hidden)
    return keras.Model([question, answer, facts], [kind, score])
