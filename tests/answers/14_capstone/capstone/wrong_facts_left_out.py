# says: Input `facts` reaches no output
# points: 4
def capstone():
    question = keras.Input((6,), dtype="int32", name="question")
    answer = keras.Input((6,), dtype="int32", name="answer")
    facts = keras.Input((4,), name="facts")
    table = keras.layers.Embedding(50, 8)
    read = keras.layers.Dense(8, activation="tanh")
    q, a = read(table(question)), read(table(answer))
    pool = keras.layers.GlobalAveragePooling1D()
    seen = keras.layers.Attention()([q, a])
    parts = keras.layers.concatenate([pool(q), pool(seen)])
    hidden = keras.layers.Dense(12, activation="relu")(parts)
    kind = keras.layers.Dense(3, activation="softmax", name="kind")(hidden)
    score = keras.layers.Dense(1, name="score")(hidden)
    return keras.Model([question, answer, facts], [kind, score])
