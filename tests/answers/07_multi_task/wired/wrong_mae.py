# says: 9 times the mae of `width`
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mae"},
        loss_weights={"kind": 1.0, "width": 9.0},
    )
    return model
