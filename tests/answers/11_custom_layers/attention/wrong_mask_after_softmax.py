# says: does the mask make matches very small before the softmax
# points: 4
def attention():
    class Attention(keras.layers.Layer):
        def build(self, shape):
            self.query = self.add_weight(shape=(shape[-1],), initializer="normal")

        def call(self, x, mask=None):
            shares = keras.ops.softmax(keras.ops.matmul(x, self.query) / x.shape[-1] ** 0.5)
            if mask is not None:
                shares = keras.ops.where(mask, shares, 0.0)
            return keras.ops.einsum("bs,bsf->bf", shares, x)

        def compute_mask(self, x, mask=None):
            return None

    return Attention()
