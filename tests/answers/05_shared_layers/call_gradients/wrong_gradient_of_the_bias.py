# says: third gradient should have shape (5, 3), but it has shape (3,)
# points: 0
def call_gradients(layer, a, b):
    with tf.GradientTape(persistent=True) as tape:
        loss_a = tf.reduce_mean(layer(a) ** 2)
        loss_b = tf.reduce_mean(layer(b) ** 2)
        loss = loss_a + loss_b
    return tuple(tape.gradient(x, layer.bias) for x in (loss_a, loss_b, loss))
