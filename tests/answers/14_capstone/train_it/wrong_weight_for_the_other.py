# says: 0.5 times the binary_crossentropy of `which` + the mse of `times`
# points: 2
def train_it(model, x, y):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss={"which": "binary_crossentropy", "times": "mse"},
        loss_weights={"which": 0.5, "times": 1.0},
    )
    model.fit(x, y, epochs=20, verbose=0)
    return model
