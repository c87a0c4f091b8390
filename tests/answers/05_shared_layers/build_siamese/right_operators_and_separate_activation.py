def build_siamese():
    x = keras.Input(shape=(32,))
    y = keras.Input(shape=(32,))
    dense = keras.layers.Dense(64)
    both = keras.ops.concatenate([keras.ops.relu(dense(x)), keras.layers.ReLU()(dense(y))], axis=1)
    return keras.Model([x, y], keras.ops.sigmoid(keras.layers.Dense(1)(both)))
