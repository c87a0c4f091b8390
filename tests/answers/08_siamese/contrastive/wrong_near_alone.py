# says: The loss of five pairs is off by
# points: 2
def contrastive(same, distance, margin):
    return same * keras.ops.square(distance)
