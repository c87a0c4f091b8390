# says: should have 1 input of shape (8,)
# points: 1
def reload(model):
    with TemporaryDirectory() as folder:
        path = f"{folder}/m.keras"
        model.save(path)
        loaded = keras.saving.load_model(path)
    table = next(x for x in loaded.layers if isinstance(x, keras.layers.Embedding))
    left = keras.Input((1,), dtype="int32")
    return loaded, keras.Model(left, table(left))
