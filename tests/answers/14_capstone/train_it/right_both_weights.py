def train_it(model, x, y):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss={"which": "binary_crossentropy", "times": "mse"},
        loss_weights={"which": 1.0, "times": 0.5},
    )
    model.fit(x, y, epochs=20, verbose=0)
    return model
