"""What a picture of a graph shows: a box for every call, or for calls that are folded into one.

Large graphs are folded until they can be read: nested models close, straight chains of calls become
one box, and so do blocks that repeat. A call that is marked is never hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import networkx as nx

from topograde.graph import ModelGraph

READABLE = 48  # boxes that a person can take in by scrolling; more are folded
DEEPEST = 5  # nested models in nested models that are opened unless asked for
FOLDS = ("none", "chains", "blocks")


@dataclass(frozen=True)
class Node:
    """One box: the calls in it, the frames it stands in, and what it is.

    `kind` is `input`, `call`, `frame` (a closed nested model), `chain` or `block`; a block stands
    for `times` equal blocks, one after the other.
    """

    calls: tuple[int, ...]
    frame: tuple[str, ...] = ()
    kind: str = "call"
    name: str = ""
    times: int = 1


@dataclass(frozen=True)
class Arrow:
    """A value on its way: from output `index` of box `source` to argument `slot` of `target`."""

    source: int
    index: int
    target: int
    slot: str
    position: int = 0
    count: int = 1


@dataclass(frozen=True)
class View:
    """The boxes and arrows of a picture, and the graph they were made from."""

    graph: ModelGraph
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]

    @property
    def is_folded(self) -> bool:
        """Whether a box stands for more than one call."""
        return any(len(node.calls) > 1 for node in self.nodes)

    def variables(self, node: int) -> tuple[str, ...]:
        """Return the variables of the layers called in a box, each once."""
        graph = self.graph
        keys = (key for n in self.nodes[node].calls for key in graph.layer_of(n).variables)
        return tuple(dict.fromkeys(keys))

    def sharing(self) -> dict[tuple[str, ...], list[int]]:
        """Group the boxes that have weights by their variables."""
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for node in range(len(self.nodes)):
            if variables := self.variables(node):
                groups[variables].append(node)
        return dict(groups)

    def overlaps(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """List pairs of boxes that use some variables in common, but not the same ones.

        Of boxes with the same variables only the first is listed.
        """
        first: dict[tuple[str, ...], int] = {}
        holders: dict[str, list[int]] = defaultdict(list)
        for node in range(len(self.nodes)):
            used = (*self.variables(node), *self._given(node))
            if used and used not in first:
                first[used] = node
                for variable in dict.fromkeys(used):
                    holders[variable].append(node)
        common: dict[tuple[int, int], list[str]] = defaultdict(list)
        for variable, nodes in holders.items():
            for other in nodes[1:]:
                common[nodes[0], other].append(variable)
        return [(one, two, tuple(variables)) for (one, two), variables in common.items()]

    def _given(self, node: int) -> Iterator[str]:
        """Yield the variables that calls get as arguments."""
        for number in self.nodes[node].calls:
            for option in self.graph.calls[number].options.values():
                if isinstance(option, dict) and "variable" in option:
                    yield option["variable"]


def view(
    graph: ModelGraph,
    marks: Iterable[int] = (),
    depth: int | None = None,
    fold: str | None = None,
) -> View:
    """Choose what the picture of a graph shows.

    >>> from topograde.graph import Call, Layer, Tensor
    >>> calls = [Call("x"), *(Call(f"d{i}", (("0", Tensor(i)),)) for i in range(3))]
    >>> layers = {"x": Layer("InputLayer", "x")} | {f"d{i}": Layer("Dense", "") for i in range(3)}
    >>> graph = ModelGraph("m", tuple(calls), (0,), (Tensor(3),), layers, {})
    >>> [node.calls for node in view(graph, fold="chains").nodes]
    [(0,), (1, 2, 3)]

    Args:
        graph: the graph.
        marks: calls that have to stay visible.
        depth: how many levels of nested models to open; as many as stay readable by default.
        fold: `"none"`, `"chains"` or `"blocks"`; the first that is readable by default.
    """
    levels = max((len(call.frame) for call in graph.calls), default=0)
    depths = range(min(levels, DEEPEST), -1, -1) if depth is None else [depth]
    plans = [(d, fold or "none") for d in depths]
    if fold is None:
        plans += [(depths[-1], "chains"), (depths[-1], "blocks")]
    for plan in plans:
        seen = _view(graph, frozenset(marks), *plan)
        if len(seen.nodes) <= READABLE:
            break
    return seen


def _view(graph: ModelGraph, marks: frozenset[int], depth: int, fold: str) -> View:
    flat = [replace(_node(graph, n), frame=()) for n in range(len(graph.calls))]
    seen = _folded(_of_groups(graph, flat), _closed_frames(graph, marks, depth))
    if fold in ("chains", "blocks"):
        seen = _folded(seen, _chains(seen, marks))
    if fold == "blocks":
        seen = _folded(seen, _blocks(seen, marks))
    return seen


def _folded(before: View, nodes: list[Node]) -> View:
    """Return the view of these boxes, unless they would feed one another in a circle."""
    after = _of_groups(before.graph, nodes)
    return after if nx.is_directed_acyclic_graph(_flow(after)) else before


def _node(graph: ModelGraph, number: int) -> Node:
    layer, call = graph.layer_of(number), graph.calls[number]
    return Node((number,), call.frame, "input" if layer.is_input else "call", layer.name)


def _of_groups(graph: ModelGraph, nodes: list[Node]) -> View:
    """Draw the arrows between boxes; what goes on inside a box is not seen."""
    nodes = sorted(nodes, key=lambda node: node.calls[-1])
    home = {call: i for i, node in enumerate(nodes) for call in node.calls}
    arrows: list[Arrow] = []
    for i, node in enumerate(nodes):
        mine = [
            Arrow(home[tensor.call], tensor.index, i, slot)
            for number in node.calls
            for slot, tensor in graph.calls[number].arguments
            if home[tensor.call] != i
        ]
        if len(node.calls) > 1:
            mine = list(dict.fromkeys(replace(arrow, slot="0") for arrow in mine))
        arrows += [replace(a, position=k, count=len(mine)) for k, a in enumerate(mine)]
    return View(graph, tuple(nodes), tuple(arrows))


def _flow(seen: View) -> nx.DiGraph:
    flow = nx.DiGraph()
    flow.add_nodes_from(range(len(seen.nodes)))
    flow.add_edges_from((arrow.source, arrow.target) for arrow in seen.arrows)
    return flow


# Nested models


def _closed_frames(graph: ModelGraph, marks: frozenset[int], depth: int) -> list[Node]:
    """Put the calls of each nested model below this depth into one box."""
    marked = {graph.calls[n].frame[:k] for n in marks for k in range(len(graph.calls[n].frame) + 1)}
    groups: dict[tuple, list[int]] = defaultdict(list)
    for number, call in enumerate(graph.calls):
        levels = range(depth + 1, len(call.frame) + 1)
        closed = next((call.frame[:k] for k in levels if call.frame[:k] not in marked), None)
        groups[closed or (number,)].append(number)
    return [
        Node(tuple(numbers), key[:-1], "frame", key[-1])
        if isinstance(key[0], str)
        else _node(graph, numbers[0])
        for key, numbers in groups.items()
    ]


# Chains


def _chains(seen: View, marks: frozenset[int]) -> list[Node]:
    """Put boxes that stand in a row, each the only user of the one before, into one."""
    uses, after = _use_counts(seen), _next_in_row(seen, marks)
    runs: list[list[int]] = []
    for start in sorted(set(range(len(seen.nodes))) - set(after.values())):
        runs.append([start])
        while (following := after.get(runs[-1][-1])) is not None:
            if _alike([*runs[-1], following], uses):
                runs[-1].append(following)
            else:
                runs.append([following])
    return [_joined(seen, run, "chain") if len(run) > 1 else seen.nodes[run[0]] for run in runs]


def _next_in_row(seen: View, marks: frozenset[int]) -> dict[int, int]:
    """Say for each box whose value has one user, and is all that this user gets, who that is."""
    flow, ends = _flow(seen), {tensor.call for tensor in seen.graph.outputs}
    users = {u: next(iter(flow.succ[u])) for u in flow if len(flow.succ[u]) == 1}
    return {
        u: v
        for u, v in users.items()
        if len(flow.pred[v]) == 1
        and not ends.intersection(seen.nodes[u].calls)
        and _may_join(seen, marks, (u, v))
    }


def _use_counts(seen: View) -> dict[int, int]:
    """Say for each box that has weights how many boxes use these weights."""
    return {node: len(group) for group in seen.sharing().values() for node in group}


def _alike(run: list[int], uses: dict[int, int]) -> bool:
    return len({uses[node] for node in run if node in uses}) <= 1


def _may_join(seen: View, marks: frozenset[int], places: Iterable[int]) -> bool:
    nodes = [seen.nodes[i] for i in places]
    return (
        len({node.frame for node in nodes}) == 1
        and all(node.kind != "input" for node in nodes)
        and not any(marks.intersection(node.calls) for node in nodes)
    )


def _joined(seen: View, places: Iterable[int], kind: str, times: int = 1) -> Node:
    nodes = [seen.nodes[i] for i in places]
    calls = tuple(sorted(call for node in nodes for call in node.calls))
    names = [seen.graph.layer_of(calls[0]).name, seen.graph.layer_of(calls[-1]).name]
    return Node(calls, nodes[0].frame, kind, " … ".join(names), times)


# Blocks that repeat


def _blocks(seen: View, marks: frozenset[int]) -> list[Node]:
    """Put what lies between two boxes that all paths go through into one, and repetitions too."""
    regions = _regions(seen)
    nodes: list[Node] = []
    for _, group in groupby(regions, key=_signature_in(seen)):
        same = list(group)
        places = [i for region in same for i in region]
        own = sum(len(seen.sharing()[v]) for v in {seen.variables(i) for i in places} if v)
        shared_outside = own > sum(bool(seen.variables(i)) for i in places)
        if len(places) > 1 and _may_join(seen, marks, places) and not shared_outside:
            nodes.append(_joined(seen, places, "block", len(same)))
        else:
            nodes += [seen.nodes[i] for i in places]
    return nodes


def _regions(seen: View) -> list[list[int]]:
    """Cut the boxes after each one through which every path goes."""
    last_use = {arrow.source: arrow.target for arrow in sorted(seen.arrows, key=_target)}
    ends = {t.call for t in seen.graph.outputs}
    regions, region, open_until = [], [], -1
    for i, node in enumerate(seen.nodes):
        region.append(i)
        is_cut = open_until <= i and not ends.intersection(node.calls)
        if is_cut or node.kind == "input" or i == len(seen.nodes) - 1:
            regions.append(region)
            region = []
        open_until = max(open_until, last_use.get(i, i))
    return regions


def _target(arrow: Arrow) -> int:
    return arrow.target


def _signature_in(seen: View) -> Callable[[list[int]], tuple]:
    """Return a function that says what a region is made of, without names and sizes."""
    sources: dict[int, list[int]] = defaultdict(list)
    for arrow in seen.arrows:
        sources[arrow.target].append(arrow.source)

    def signature(region: list[int]) -> tuple:
        graph = seen.graph
        return tuple(
            (
                seen.nodes[i].kind,
                tuple(graph.layer_of(n).kind for n in seen.nodes[i].calls),
                tuple(max(source - region[0], -1) for source in sources[i]),
            )
            for i in region
        )

    return signature
