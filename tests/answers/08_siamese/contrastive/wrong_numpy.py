# says: `contrastive` stops at
# points: 2
def contrastive(same, distance, margin):
    same, distance = np.array(same), np.array(distance)
    return same * distance**2 + (1 - same) * np.maximum(margin - distance, 0) ** 2
