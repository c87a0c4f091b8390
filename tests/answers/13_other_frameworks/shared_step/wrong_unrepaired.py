# says: The bias moves half as far as it should
# points: 0
def shared_step(loss, params, rate):
    left = {name: tf.Variable(value) for name, value in params.items()}
    right = {name: tf.Variable(value) for name, value in params.items()}
    with tf.GradientTape() as tape:
        value = loss(left, right)
    one, other = tape.gradient(value, [left, right])
    return {name: left[name] - rate * one[name] for name in params}
