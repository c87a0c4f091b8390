import jax
import jax.numpy as jnp
from given import BIAS, KERNEL, LEFT, RIGHT


def encode(params, x):
    return jnp.tanh(x @ params["kernel"] + params["bias"])


def distance(params, a, b):
    apart = encode(params, a) - encode(params, b)
    return jnp.abs(apart).sum(axis=1)


params = {"kernel": KERNEL, "bias": BIAS}
distances = jax.jit(distance)(params, LEFT, RIGHT)
print("distances", [f"{d:.4f}" for d in distances.tolist()])
print("arrays", len(jax.tree.leaves(params)))


def loss(both):
    """Mistaken: the same arrays under two names."""
    apart = encode(both["left"], LEFT) - encode(both["right"], RIGHT)
    return jnp.square(apart).sum()


both = {"left": params, "right": params}
print("arrays under two names", len(jax.tree.leaves(both)))
step = jax.tree.map(lambda p, g: p - 0.1 * g, both, jax.grad(loss)(both))
same = jnp.allclose(step["left"]["kernel"], step["right"]["kernel"])
print("equal after one step", bool(same))
