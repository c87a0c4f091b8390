# says: with Add is not 152: your number is larger
# points: 1
def predict_graph():
    return 152, 132, 4
