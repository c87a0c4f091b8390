def contrastive(same, distance, margin):
    near = distance**2
    far = keras.ops.maximum(0.0, margin - distance) ** 2
    return far + same * (near - far)
