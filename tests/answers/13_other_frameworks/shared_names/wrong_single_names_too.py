# says: No name shares its object here
# points: 0
def shared_names(named):
    names = {}
    for name, parameter in named:
        names.setdefault(id(parameter), []).append(name)
    return [group for group in names.values()]
