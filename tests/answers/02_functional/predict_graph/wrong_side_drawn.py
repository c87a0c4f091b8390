# says: number of boxes in the picture is not 5: your number is larger
# points: 2
def predict_graph():
    return 132, 152, 5
