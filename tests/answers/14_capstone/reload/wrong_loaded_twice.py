# says: call the Embedding layer of the model that you load and return
# points: 1
def reload(model):
    with TemporaryDirectory() as folder:
        path = f"{folder}/m.keras"
        model.save(path)
        loaded = keras.saving.load_model(path)
        again = keras.saving.load_model(path)
    table = next(x for x in again.layers if isinstance(x, keras.layers.Embedding))
    left = keras.Input((8,), dtype="int32")
    return loaded, keras.Model(left, table(left))
