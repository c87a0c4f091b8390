# says: it minimises the binary_crossentropy of `which` + the mse of `times`
# points: 2
def train_it(model, x, y):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss={"which": "binary_crossentropy", "times": "mse"},
    )
    model.fit(x, y, epochs=20, verbose=0)
    return model
