def wired(model):
    def nine_times(true, predicted):
        return 9 * keras.losses.mean_squared_error(true, predicted)

    losses = {"kind": keras.losses.sparse_categorical_crossentropy, "width": nine_times}
    model.compile(optimizer="adam", loss=losses)
    return model
