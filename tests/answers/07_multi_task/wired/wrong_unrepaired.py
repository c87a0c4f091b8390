# says: compare the names in loss_weights
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
        loss_weights={"breadth": 9.0, "kind": 1.0},
    )
    return model
