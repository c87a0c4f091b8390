# says: a weight does not stand under the name of its output
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
        loss_weights={"breadth": 1.0, "kind": 9.0},
    )
    return model
