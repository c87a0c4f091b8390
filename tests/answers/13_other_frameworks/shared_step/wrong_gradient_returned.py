# says: The new bias is off
# points: 0
def shared_step(loss, params, rate):
    places = {name: tf.Variable(value) for name, value in params.items()}
    with tf.GradientTape() as tape:
        value = loss(places, places)
    gradient = tape.gradient(value, places)
    return {name: gradient[name] for name in places}
