# says: number of boxes in the picture is not 2: your number is smaller
# points: 2
def predict_graph():
    return 132, 152, 2
