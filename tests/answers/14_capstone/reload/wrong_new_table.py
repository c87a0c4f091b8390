# says: which model does the table that you call belong to?
# points: 1
def reload(model):
    with TemporaryDirectory() as folder:
        path = f"{folder}/m.keras"
        model.save(path)
        loaded = keras.saving.load_model(path)
    table = keras.layers.Embedding(60, 16)
    left = keras.Input((8,), dtype="int32")
    return loaded, keras.Model(left, table(left))
