# says: The loss of five pairs should have shape (5,)
# points: 2
def contrastive(same, distance, margin):
    far = keras.ops.square(keras.ops.maximum(margin - distance, 0.0))
    return keras.ops.mean(same * keras.ops.square(distance) + (1 - same) * far)
