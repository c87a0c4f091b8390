def round_trip(model):
    from pathlib import Path

    folder = TemporaryDirectory()
    path = Path(folder.name) / "model.keras"
    model.save(path)
    loaded = keras.saving.load_model(path)
    folder.cleanup()
    return loaded
