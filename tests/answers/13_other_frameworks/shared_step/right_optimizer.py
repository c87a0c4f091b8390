def shared_step(loss, params, rate):
    names = list(params)
    variables = [tf.Variable(params[name]) for name in names]
    places = dict(zip(names, variables))
    with tf.GradientTape() as tape:
        value = loss(places, places)
    for variable, gradient in zip(variables, tape.gradient(value, variables)):
        variable.assign_sub(rate * gradient)
    return {name: variable.numpy() for name, variable in places.items()}
