# says: The model should have 3 inputs, but it has 1
# points: 0
def reload(model):
    with TemporaryDirectory() as folder:
        path = f"{folder}/m.keras"
        model.save(path)
        loaded = keras.saving.load_model(path)
    table = next(x for x in loaded.layers if isinstance(x, keras.layers.Embedding))
    left = keras.Input((8,), dtype="int32")
    return keras.Model(left, table(left)), loaded
