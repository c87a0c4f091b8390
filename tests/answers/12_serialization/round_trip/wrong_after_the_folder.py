# says: File not found
# points: 0
def round_trip(model):
    with TemporaryDirectory() as folder:
        path = f"{folder}/m.keras"
        model.save(path)
    return keras.saving.load_model(path)
