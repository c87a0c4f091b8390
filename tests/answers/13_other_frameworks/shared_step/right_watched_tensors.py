def shared_step(loss, params, rate):
    places = {name: tf.convert_to_tensor(value) for name, value in params.items()}
    with tf.GradientTape() as tape:
        tape.watch(places)
        value = loss(places, places)
    gradient = tape.gradient(value, places)
    return {name: places[name] - rate * gradient[name] for name in places}
