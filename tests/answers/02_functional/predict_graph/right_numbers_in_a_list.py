def predict_graph():
    return [132, 152, 4]
