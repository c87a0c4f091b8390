# says: The two models share the weights of
# points: 2
def round_trip(model):
    with TemporaryDirectory() as folder:
        model.save(f"{folder}/m.keras")
        keras.saving.load_model(f"{folder}/m.keras")
    return model
