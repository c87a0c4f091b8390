# says: with Add is not 152: your number is larger
# points: 2
def predict_graph():
    return 152, 152, 4
