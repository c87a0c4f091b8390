# says: is it the old one minus the rate times the gradient
# points: 0
def shared_step(loss, params, rate):
    places = {name: tf.Variable(value) for name, value in params.items()}
    with tf.GradientTape() as tape:
        value = loss(places, places)
    gradient = tape.gradient(value, places)
    return {name: places[name] + rate * gradient[name] for name in places}
