from collections import defaultdict


def shared_names(named):
    by_object = defaultdict(list)
    for name, parameter in list(named):
        by_object[id(parameter)] += [name]
    return list(filter(lambda names: len(names) != 1, by_object.values()))
