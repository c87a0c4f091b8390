# says: its loss is another number
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
        loss_weights={"kind": 1.0, "width": 8.0},
    )
    return model
