# says: third gradient is None: is all of its loss computed inside
# points: 0
def call_gradients(layer, a, b):
    with tf.GradientTape(persistent=True) as tape:
        loss_a = tf.reduce_mean(layer(a) ** 2)
        loss_b = tf.reduce_mean(layer(b) ** 2)
    loss = loss_a + loss_b
    return tuple(tape.gradient(x, layer.kernel) for x in (loss_a, loss_b, loss))
