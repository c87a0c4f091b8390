"""The part of optree that `keras.tree` uses, in Python: there is no optree for WebAssembly.

Nested values are taken apart into leaves and a `TreeSpec`, and put together again.
`tests/livebook/test_standins.py` compares every function with the real optree.
"""

from collections import OrderedDict, defaultdict, deque

_REGISTERED = {}
_MAPPINGS = (dict, OrderedDict, defaultdict)


class TreeSpec:
    """How a nested value is built: a node's type, what its type adds, and its children."""

    def __init__(self, kind=None, added=None, entries=(), children=()):
        self.kind, self.added = kind, added
        self.entries, self.children = tuple(entries), tuple(children)
        self.num_nodes = 1 + sum(child.num_nodes for child in self.children)
        self.num_leaves = sum(c.num_leaves for c in self.children) if kind else 1

    def unflatten(self, leaves):
        """Build the value from an iterator over its leaves."""
        if self.kind is None:
            return next(leaves)
        made = [child.unflatten(leaves) for child in self.children]
        return _build(self.kind, self.added, self.entries, made)


def register_pytree_node(kind, flatten, unflatten, *, namespace):
    """Let values of this class be taken apart by `flatten` and built by `unflatten`."""
    if (namespace, kind) in _REGISTERED:
        raise ValueError(f"{kind!r} is registered already in namespace {namespace!r}.")
    _REGISTERED[namespace, kind] = flatten, unflatten
    return kind


def register_pytree_node_class(kind, *, namespace):
    """Register a class with the methods `tree_flatten` and `tree_unflatten`."""
    return register_pytree_node(kind, kind.tree_flatten, kind.tree_unflatten, namespace=namespace)


def tree_is_leaf(tree, is_leaf=None, *, none_is_leaf=False, namespace=""):
    """Say whether a value has no parts."""
    return _take_apart(tree, is_leaf, none_is_leaf, namespace) is None


def tree_flatten(tree, is_leaf=None, *, none_is_leaf=False, namespace=""):
    """Return the list of leaves, and the `TreeSpec`.

    >>> leaves, spec = tree_flatten({"b": [1, 2], "a": 3})
    >>> leaves
    [3, 1, 2]
    >>> tree_unflatten(spec, [30, 10, 20])
    {'b': [10, 20], 'a': 30}
    """
    _, leaves, spec = tree_flatten_with_path(
        tree, is_leaf, none_is_leaf=none_is_leaf, namespace=namespace
    )
    return leaves, spec


def tree_flatten_with_path(tree, is_leaf=None, *, none_is_leaf=False, namespace=""):
    """Return the path to each leaf, the leaves, and the `TreeSpec`."""
    paths, leaves = [], []

    def walk(value, path):
        node = _take_apart(value, is_leaf, none_is_leaf, namespace)
        if node is None:
            paths.append(path)
            leaves.append(value)
            return TreeSpec()
        kind, added, entries, children = node
        parts = [walk(child, (*path, e)) for e, child in zip(entries, children, strict=True)]
        return TreeSpec(kind, added, entries, parts)

    return paths, leaves, walk(tree, ())


def tree_paths(tree, is_leaf=None, *, none_is_leaf=False, namespace=""):
    """Return the path to each leaf."""
    return tree_flatten_with_path(tree, is_leaf, none_is_leaf=none_is_leaf, namespace=namespace)[0]


def tree_unflatten(spec, leaves):
    """Build a value from its `TreeSpec` and its leaves."""
    leaves = list(leaves)
    if len(leaves) != spec.num_leaves:
        numbers = f"expected: {spec.num_leaves}, got: {len(leaves)}"
        raise ValueError(f"Wrong number of leaves; {numbers}.")
    return spec.unflatten(iter(leaves))


def tree_map(function, tree, *rests, is_leaf=None, none_is_leaf=False, namespace=""):
    """Call a function on the leaves of a tree, with what the other trees have at these places."""
    leaves, spec = tree_flatten(tree, is_leaf, none_is_leaf=none_is_leaf, namespace=namespace)
    columns = [leaves, *(_up_to(spec, rest, none_is_leaf, namespace) for rest in rests)]
    return spec.unflatten(iter([function(*row) for row in zip(*columns, strict=True)]))


def _up_to(spec, tree, none_is_leaf, namespace):
    """Take a tree apart as far as the spec goes."""
    if spec.kind is None:
        return [tree]
    node = _take_apart(tree, None, none_is_leaf, namespace)
    if node is None or not _alike(spec.kind, node[0]):
        named = "namedtuple " if hasattr(spec.kind, "_fields") else ""
        raise ValueError(f"Expected an instance of {named}{spec.kind.__name__}, got {tree!r}.")
    if (namespace, spec.kind) in _REGISTERED and spec.added != node[1]:
        data = f"expected: {spec.added[1]!r}, got: {node[1][1]!r}"
        raise ValueError(f"Mismatch custom node data; {data}; {tree!r}.")
    found = dict(zip(node[2], node[3], strict=True))
    if len(found) != len(spec.entries) and spec.kind not in _MAPPINGS:
        numbers = f"expected: {len(spec.entries)}, got: {len(found)}"
        raise ValueError(f"{spec.kind.__name__} arity mismatch; {numbers}; {tree!r}.")
    if set(found) != set(spec.entries):
        keys = f"expected: {list(spec.entries)}, got: {list(found)}"
        raise ValueError(f"Dictionary key mismatch; {keys}.")
    pairs = zip(spec.entries, spec.children, strict=True)
    return [x for e, child in pairs for x in _up_to(child, found[e], none_is_leaf, namespace)]


def _alike(one, other):
    return one is other or (one in _MAPPINGS and other in _MAPPINGS)


def _take_apart(value, is_leaf, none_is_leaf, namespace):
    """Return (type, what it adds, entries, children), or None for a leaf."""
    if is_leaf is not None and is_leaf(value):
        return None
    kind = type(value)
    if value is None:
        return None if none_is_leaf else (kind, None, (), ())
    if (namespace, kind) in _REGISTERED:
        children, added, *entries = _REGISTERED[namespace, kind][0](value)
        children = list(children)
        names = entries[0] if entries and entries[0] is not None else range(len(children))
        return kind, (namespace, added), names, children
    if kind in _MAPPINGS:
        keys = list(value) if kind is OrderedDict else _sorted(value)
        added = (list(value), getattr(value, "default_factory", None))
        return kind, added, keys, [value[key] for key in keys]
    if kind in (list, tuple, deque) or (issubclass(kind, tuple) and hasattr(kind, "_fields")):
        added = value.maxlen if kind is deque else None
        return kind, added, range(len(value)), list(value)
    return None


def _sorted(mapping):
    try:
        return sorted(mapping)
    except TypeError:  # keys of several types: optree sorts by the type's name first
        return sorted(mapping, key=lambda key: (type(key).__module__, type(key).__name__, key))


def _build(kind, added, entries, children):
    if kind is type(None):
        return None
    if kind in _MAPPINGS:
        order, factory = added
        items = dict(zip(entries, children, strict=True))
        ordered = [(key, items[key]) for key in order]
        return defaultdict(factory, ordered) if kind is defaultdict else kind(ordered)
    if kind is deque:
        return deque(children, maxlen=added)
    if kind in (list, tuple):
        return kind(children)
    if hasattr(kind, "_fields"):
        return kind(*children)
    namespace, data = added
    return _REGISTERED[namespace, kind][1](data, children)
