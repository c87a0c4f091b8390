# says: a weight does not stand under the name of its output
# points: 1
def wired(model):
    model.compile(
        optimizer="adam",
        loss={"kind": "sparse_categorical_crossentropy", "width": "mse"},
        loss_weights=[1.0, 9.0],
    )
    return model
