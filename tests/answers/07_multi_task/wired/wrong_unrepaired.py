# says: give each weight the name of the output that it is for
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
        loss_weights={"breadth": 9.0, "kind": 1.0},
    )
    return model
