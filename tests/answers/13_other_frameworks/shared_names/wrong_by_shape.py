# says: copy has variables of its own
# points: 0
def shared_names(named):
    names = {}
    for name, parameter in named:
        names.setdefault(tuple(parameter.shape), []).append(name)
    return [group for group in names.values() if len(group) > 1]
