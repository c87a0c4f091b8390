def contrastive(same, distance, margin):
    lacks = keras.ops.relu(margin - distance)
    return keras.ops.where(keras.ops.equal(same, 1), distance * distance, lacks * lacks)
