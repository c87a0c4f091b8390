# says: is it 0 from the margin on?
# points: 2
def contrastive(same, distance, margin):
    far = keras.ops.maximum(keras.ops.square(margin - distance), 0.0)
    return same * keras.ops.square(distance) + (1 - same) * far
