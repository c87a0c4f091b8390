def call_gradients(layer, a, b):
    with tf.GradientTape() as one, tf.GradientTape() as two:
        loss_a = tf.reduce_mean(layer(a) ** 2)
        loss_b = tf.reduce_mean(layer(b) ** 2)
    grad_a, grad_b = one.gradient(loss_a, layer.kernel), two.gradient(loss_b, layer.kernel)
    return grad_a, grad_b, grad_a + grad_b
