# says: give each output its loss
# points: 0
def train_it(model, x, y):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss={"which": "binary_crossentropy"},
    )
    model.fit(x, y, epochs=20, verbose=0)
    return model
