# says: Three names of one variable and two of one array
# points: 2
def shared_names(named):
    found = []
    for number, (name, parameter) in enumerate(named):
        for other, second in named[number + 1:]:
            if second is parameter:
                found.append([name, other])
    return found
