# says: The optimizer should come back
# points: 2
def round_trip(model):
    with TemporaryDirectory() as folder:
        model.save(f"{folder}/m.keras")
        return keras.saving.load_model(f"{folder}/m.keras", compile=False)
