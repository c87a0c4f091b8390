def shared_names(named):
    groups = []
    for name, parameter in named:
        for known, names in groups:
            if known is parameter:
                names.append(name)
                break
        else:
            groups.append((parameter, [name]))
    return [names for _, names in groups if len(names) >= 2]
