# says: with Add is not 462: your number is larger
# points: 0
def predict_graph():
    side = 10 * 30 + 30
    return 132 + side, 152 + side, 5
