# says: 0.5 times the mae of `times`
# points: 2
def train_it(model, x, y):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss={"which": "binary_crossentropy", "times": "mae"},
        loss_weights={"which": 1.0, "times": 0.5},
    )
    model.fit(x, y, epochs=20, verbose=0)
    return model
