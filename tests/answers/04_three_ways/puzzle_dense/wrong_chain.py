# says: should have 50 parameters, but it has 31
# points: 0
def puzzle_dense():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "relu"), keras.layers.Dense(3, "relu"), keras.layers.Dense(1)])
