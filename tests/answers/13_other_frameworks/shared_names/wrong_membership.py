# says: stops at `if parameter in known:`
# points: 0
def shared_names(named):
    known, names = [], []
    for name, parameter in named:
        if parameter in known:
            names[known.index(parameter)].append(name)
        else:
            known.append(parameter)
            names.append([name])
    return [group for group in names if len(group) > 1]
