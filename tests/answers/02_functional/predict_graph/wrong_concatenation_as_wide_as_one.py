# says: with Concatenate is not 132: your number is smaller
# points: 2
def predict_graph():
    return 132, 132, 4
