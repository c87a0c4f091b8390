def contrastive(same, distance, margin):
    far = keras.ops.power(margin - keras.ops.minimum(distance, margin), 2)
    return keras.ops.add(same * keras.ops.square(distance), (1.0 - same) * far)
