# says: which term counts for them?
# points: 0
def contrastive(same, distance, margin):
    far = keras.ops.square(keras.ops.maximum(margin - distance, 0.0))
    return (1 - same) * keras.ops.square(distance) + same * far
