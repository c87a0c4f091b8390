# says: it minimises 9 times the sparse_categorical_crossentropy of `kind`
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
        loss_weights={"kind": 9.0, "width": 1.0},
    )
    return model
