# says: returns nothing
# points: 0
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
        loss_weights={"kind": 1.0, "width": 9.0},
    )
