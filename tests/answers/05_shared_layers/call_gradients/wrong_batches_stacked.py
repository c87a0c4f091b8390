# says: next to the sum of the other two, is off by
# points: 1
def call_gradients(layer, a, b):
    with tf.GradientTape(persistent=True) as tape:
        loss_a = tf.reduce_mean(layer(a) ** 2)
        loss_b = tf.reduce_mean(layer(b) ** 2)
        loss = tf.reduce_mean(layer(tf.concat([a, b], axis=0)) ** 2)
    return tuple(tape.gradient(x, layer.kernel) for x in (loss_a, loss_b, loss))
