# says: leave the old ones as they are
# points: 2
def shared_step(loss, params, rate):
    places = {name: tf.Variable(value) for name, value in params.items()}
    with tf.GradientTape() as tape:
        value = loss(places, places)
    gradient = tape.gradient(value, places)
    for name in params:
        params[name] -= rate * gradient[name].numpy()
    return params
