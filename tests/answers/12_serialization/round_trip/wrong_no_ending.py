# says: Invalid filepath extension
# points: 0
def round_trip(model):
    with TemporaryDirectory() as folder:
        model.save(f"{folder}/m")
        return keras.saving.load_model(f"{folder}/m")
