# says: The loss of five pairs is off by
# points: 2
def contrastive(same, distance, margin=1.0):
    far = keras.ops.square(keras.ops.maximum(1.0 - distance, 0.0))
    return same * keras.ops.square(distance) + (1 - same) * far
