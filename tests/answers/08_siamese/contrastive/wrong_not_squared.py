# says: The loss of five pairs is off by
# points: 0
def contrastive(same, distance, margin):
    return same * distance + (1 - same) * keras.ops.maximum(margin - distance, 0.0)
