# says: how do the two terms make `L`?
# points: 1
def call_gradients(layer, a, b):
    with tf.GradientTape(persistent=True) as tape:
        loss_a = tf.reduce_mean(layer(a) ** 2)
        loss_b = tf.reduce_mean(layer(b) ** 2)
    grad_a, grad_b = tape.gradient(loss_a, layer.kernel), tape.gradient(loss_b, layer.kernel)
    return grad_a, grad_b, (grad_a + grad_b) / 2
