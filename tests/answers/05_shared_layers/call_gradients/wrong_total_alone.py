# says: should return 3 arrays, but it returns one
# points: 0
def call_gradients(layer, a, b):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(layer(a) ** 2) + tf.reduce_mean(layer(b) ** 2)
    return tape.gradient(loss, layer.kernel)
