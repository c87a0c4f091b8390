# says: copy has variables of its own
# points: 0
def shared_names(named):
    groups = []
    for name, parameter in named:
        for known, names in groups:
            if known.shape == parameter.shape and np.array_equal(known, parameter):
                names.append(name)
                break
        else:
            groups.append((parameter, [name]))
    return [names for _, names in groups if len(names) > 1]
