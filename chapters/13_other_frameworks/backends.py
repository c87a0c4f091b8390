import keras
import numpy as np
from given import BIAS, KERNEL, LEFT, RIGHT

import topograde as tg

encoder = keras.layers.Dense(3, activation="tanh")
a, b = keras.Input((4,)), keras.Input((4,))
apart = keras.ops.abs(encoder(a) - encoder(b))
model = keras.Model([a, b], keras.ops.sum(apart, axis=1))
encoder.set_weights([KERNEL, BIAS])
distances = keras.ops.convert_to_numpy(model([LEFT, RIGHT]))
print("distances", [f"{d:.4f}" for d in distances])
print("arrays", len(model.weights))
tg.check.shares_weights(model, "Dense")


def fit_frozen(compile_again):
    """Freeze a layer after `fit`, fit again; say what it did."""
    dense = keras.layers.Dense(1)
    model = keras.Sequential([keras.Input((4,)), dense])
    model.compile(optimizer="sgd", loss="mse")
    model.fit(LEFT, np.ones(5), verbose=0)
    dense.trainable = False
    if compile_again:
        model.compile(optimizer="sgd", loss="mse")
    before = dense.get_weights()[0]
    try:
        model.fit(LEFT, np.ones(5), verbose=0)
    except Exception as error:
        return type(error).__name__
    same = np.allclose(before, dense.get_weights()[0])
    return "stayed" if same else "moved"


print("frozen after fit:", fit_frozen(compile_again=False))
print("compiled again:", fit_frozen(compile_again=True))
