# says: belong to one variable
# points: 0
def shared_names(named):
    ids = [id(parameter) for _, parameter in named]
    return [name for name, parameter in named if ids.count(id(parameter)) > 1]
