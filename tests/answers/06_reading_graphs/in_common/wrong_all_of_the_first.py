# says: The number of parameters in common is not 41
# points: 0
def in_common(model, other):
    return model.count_params()
