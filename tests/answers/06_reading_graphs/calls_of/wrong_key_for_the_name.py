# says: is every `call.layer` of this graph the name of a layer?
# points: 2
def calls_of(model, name):
    return sum(call.layer == name for call in read(model).calls)
