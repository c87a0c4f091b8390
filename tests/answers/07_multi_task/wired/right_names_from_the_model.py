def wired(model):
    losses = dict(zip(["kind", "width"], ["sparse_categorical_crossentropy", "mean_squared_error"]))
    weights = {name: 9.0 if name == "width" else 1.0 for name in losses}
    model.compile(optimizer="rmsprop", loss=losses, loss_weights=weights, metrics={"width": "mae"})
    return model
