# says: minimises the sparse_categorical_crossentropy of `kind` + the mse of `width`
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
    )
    return model
