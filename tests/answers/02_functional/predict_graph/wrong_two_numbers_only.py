# says: should return 3 numbers, but it returns 2 numbers
# points: 0
def predict_graph():
    return 132, 152
