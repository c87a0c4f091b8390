def encode(params, x):
    return tf.tanh(tf.matmul(x, params["kernel"]) + params["bias"])


def distance(params, a, b):
    return tf.norm(encode(params, a) - encode(params, b), axis=1)
