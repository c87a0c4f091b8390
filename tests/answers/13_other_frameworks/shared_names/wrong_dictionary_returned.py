# says: should return a list of lists of names
# points: 0
def shared_names(named):
    names = {}
    for name, parameter in named:
        names.setdefault(id(parameter), []).append(name)
    return {key: group for key, group in names.items() if len(group) > 1}
