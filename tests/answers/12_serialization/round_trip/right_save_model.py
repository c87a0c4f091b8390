def round_trip(model):
    with TemporaryDirectory() as folder:
        keras.saving.save_model(model, f"{folder}/m.keras")
        return keras.saving.load_model(f"{folder}/m.keras")
