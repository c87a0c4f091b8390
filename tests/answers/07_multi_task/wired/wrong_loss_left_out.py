# says: `loss_weights` must match the number of losses
# points: 0
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy"},
        loss_weights={"kind": 1.0, "width": 9.0},
    )
    return model
