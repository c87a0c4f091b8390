# says: do you square each number, and take the mean of all?
# points: 1
def call_gradients(layer, a, b):
    with tf.GradientTape(persistent=True) as tape:
        loss_a = tf.reduce_sum(layer(a) ** 2)
        loss_b = tf.reduce_sum(layer(b) ** 2)
        loss = loss_a + loss_b
    return tuple(tape.gradient(x, layer.kernel) for x in (loss_a, loss_b, loss))
