"""Compare two graphs: the same, or the smallest set of differences that could be found.

Colours decide sameness: a value's colour is made of what it computes, of the colours of its
operands and of those who use it, and of its variables' colours, until nothing changes any more.
Where colours leave a choice (twins), one twin of each graph is given a colour of its own, and the
rest follows. Differences come from pairing the values of both graphs, the surest pairs first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from topograde.graph import ModelGraph
from topograde.normal import PLAIN, NormalForm, Options, Value, given_names, normalise


@dataclass(frozen=True)
class Difference:
    """One thing in which a graph differs from the expected one.

    `kind` is one of the keys of `MISCONCEPTIONS`; `found` and `expected` are numbers of
    calls in the two graphs; `detail` holds what the sentence needs beside them.
    """

    kind: str
    found: tuple[int, ...] = ()
    expected: tuple[int, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)


def same(
    found: ModelGraph,
    expected: ModelGraph,
    input_order: bool = True,
    options: Options = PLAIN,
) -> bool:
    """Whether two graphs compute the same with the same sharing of weights.

    >>> import keras
    >>> from topograde.read import read
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> one, two = keras.layers.Dense(2), keras.layers.Dense(2)
    >>> shared = read(keras.Model([a, b], one(a) + one(b)))
    >>> same(shared, read(keras.Model([a, b], keras.layers.Add()([two(b), two(a)]))))
    True
    >>> same(shared, read(keras.Model([a, b], one(a) + two(b))))
    False
    """
    names = given_names(expected) if options.names else frozenset()
    graphs = (found, expected)
    return _settle([_Side(g, normalise(g, options, names), input_order) for g in graphs])


def differences(
    found: ModelGraph, expected: ModelGraph, input_order: bool = True
) -> tuple[Difference, ...]:
    """Return what to change in `found` to make it `expected`; nothing if they are the same."""
    if same(found, expected, input_order):
        return ()
    if input_order and _inputs_renamed(found, expected) and same(found, expected, False):
        return (Difference("input_order", found.inputs, expected.inputs),)
    return tuple(_Comparison(found, expected, input_order).differences())


def _inputs_renamed(found: ModelGraph, expected: ModelGraph) -> bool:
    """Whether the inputs carry the expected names in another order."""
    names = [[graph.layer_of(n).name for n in graph.inputs] for graph in (found, expected)]
    return names[0] != names[1] and sorted(names[0]) == sorted(names[1])


def likely_partners(found: ModelGraph, expected: ModelGraph) -> dict[str, str]:
    """Guess which variable of `expected` each variable of `found` stands for."""
    comparison = _Comparison(found, expected, input_order=True)
    partners: dict[str, str] = {}
    for wanted, ours in comparison.pairs.items():
        pair = (comparison.found.form.values[ours], comparison.expected.form.values[wanted])
        for mine, theirs in zip(*(value.variables for value in pair), strict=False):
            if mine not in partners and theirs not in partners.values():
                partners[mine] = theirs
    return partners


# Colours


class _Side:
    """One graph's normal form with a colour for every value and every variable."""

    def __init__(
        self, graph: ModelGraph, form: NormalForm, input_order: bool, weights: bool = True
    ) -> None:
        self.graph = graph
        self.form = form
        self.weights = weights
        self.users: dict[int, list[tuple[str, int]]] = defaultdict(list)
        self.holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, value in enumerate(self.form.values):
            for slot, operand in value.operands:
                self.users[operand].append((slot, number))
            for place, variable in enumerate(value.variables if weights else ()):
                self.holders[variable].append((place, number))
        self.colours: dict[int | str, Any] = self._first_colours(input_order)

    def _first_colours(self, input_order: bool) -> dict[int | str, Any]:
        ends = defaultdict(list)
        for place, value in enumerate(self.form.outputs):
            ends[value].append(place)
        starts = {v: place for place, v in enumerate(self.form.inputs) if input_order}
        values = {
            number: (value.operation, value.settings, starts.get(number), tuple(ends[number]))
            for number, value in enumerate(self.form.values)
        }
        shapes = {key: self.graph.variables[key].shape for key in self.holders}
        return values | shapes

    def from_operands(self, number: int) -> tuple:
        value = self.form.values[number]
        slots = ((slot, self.colours[operand]) for slot, operand in value.operands)
        variables = (self.colours[key] for key in value.variables) if self.weights else ()
        return (*sorted(slots), "|", *variables)

    def from_users(self, number: int) -> tuple:
        return tuple(sorted((slot, self.colours[user]) for slot, user in self.users[number]))

    def from_holders(self, variable: str) -> tuple:
        return tuple(sorted((place, self.colours[n]) for place, n in self.holders[variable]))


def _settle(sides: list[_Side]) -> bool:
    """Colour two sides until every colour stands once on each, or they turn out to differ."""
    fresh = 0
    while True:
        _refine(sides)
        counts = [Counter(side.colours.values()) for side in sides]
        if counts[0] != counts[1]:
            return False
        twins = [colour for colour, count in counts[0].items() if count > 1]
        if not twins:
            return True
        fresh -= 1
        _tell_apart(sides, min(twins), fresh)


def _tell_apart(sides: list[_Side], twins: int, fresh: int) -> None:
    """Give one twin on each side a colour of its own.

    Which ones does not matter where twins can be exchanged, as branches with separate weights can.
    Where they cannot, equal graphs may come out as different: the model's behaviour then decides.
    """
    for side in sides:
        chosen = next(key for key, colour in side.colours.items() if colour == twins)
        side.colours[chosen] = fresh


def _refine(sides: list[_Side], up: bool = True, down: bool = True) -> None:
    """Give equal colours only to what looks the same from everywhere in both graphs."""
    names: dict[Any, int] = {}

    def name(colour: Any) -> int:
        return names.setdefault(colour, len(names))

    for side in sides:
        side.colours = {key: name(colour) for key, colour in side.colours.items()}
    classes = 0
    while classes < (classes := _sweep(sides, name, up, down)):
        pass


def _sweep(sides: list[_Side], name: Any, up: bool, down: bool) -> int:
    """Colour once along all arrows and once against them; return the number of colours."""
    for side in sides:
        numbers = range(len(side.form.values))
        for number in numbers if up else ():
            side.colours[number] = name((side.colours[number], side.from_operands(number)))
        for number in reversed(numbers) if down else ():
            side.colours[number] = name((side.colours[number], side.from_users(number)))
        for variable in side.holders:
            side.colours[variable] = name((side.colours[variable], side.from_holders(variable)))
    return len({colour for side in sides for colour in side.colours.values()})


# Differences


class _Comparison:
    """Two graphs, and which value of one stands for which of the other."""

    def __init__(self, found: ModelGraph, expected: ModelGraph, input_order: bool) -> None:
        self.input_order = input_order
        self.found, self.expected = (
            _Side(graph, normalise(graph), input_order) for graph in (found, expected)
        )
        self.pairs: dict[int, int] = {}  # value of expected → value of found
        self.back: dict[int, int] = {}
        self._pair_all()

    def differences(self) -> Iterator[Difference]:
        """Yield differences, the one to mend first first."""
        yield from self._inputs()
        yield from self._calls()
        yield from self._settings()
        yield from self._weights()
        yield from sorted(self._wiring(), key=self._names_itself)
        yield from self._outputs()

    # Pairing

    def _pair_all(self) -> None:
        sides = (self.found, self.expected)
        for weights, up, down in (
            (True, True, True),
            (False, True, True),
            (False, True, False),
            (False, False, True),
        ):
            fresh = [_Side(x.graph, x.form, self.input_order, weights) for x in sides]
            _refine(fresh, up, down)
            self._pair_by(lambda side, n, fresh=fresh: fresh[side].colours[n])
        forms = [side.form.values for side in sides]
        self._pair_by(lambda side, n: (forms[side][n].operation, forms[side][n].settings))
        self._pair_by(lambda side, n: forms[side][n].operation)

    def _pair_by(self, colour: Any) -> None:
        """Pair values of equal colour, those with the most paired neighbours first."""
        groups: dict[Any, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for number in range(len(self.found.form.values)):
            if number not in self.back:
                groups[colour(0, number)][0].append(number)
        for number in range(len(self.expected.form.values)):
            if number not in self.pairs:
                groups[colour(1, number)][1].append(number)
        for ours, theirs in groups.values():
            left = dict.fromkeys(ours)
            for wanted in theirs if ours else ():
                near = [n for n in self._neighbours(wanted) if n in left]
                best = max(near, key=lambda n: (self._nearness(n, wanted), -n), default=None)
                best = next(iter(left), None) if best is None else best
                if best is not None:
                    del left[best]
                    self.pairs[wanted], self.back[best] = best, wanted

    def _neighbours(self, wanted: int) -> set[int]:
        """Return the values of `found` that stand beside a paired value as `wanted` does."""
        operands = (self.pairs.get(n) for _, n in self.expected.form.values[wanted].operands)
        users = (self.pairs.get(n) for _, n in self.expected.users[wanted])
        beside = {n for x in operands if x is not None for _, n in self.found.users[x]}
        return beside.union(
            n for x in users if x is not None for _, n in self.found.form.values[x].operands
        )

    def _nearness(self, ours: int, wanted: int) -> int:
        """Count the neighbours of two values that are paired with each other."""
        mine = {(s, n) for s, n in self.found.form.values[ours].operands}
        operands = sum(
            (slot, self.pairs.get(n)) in mine
            for slot, n in self.expected.form.values[wanted].operands
        )
        users = set(self.found.users[ours])
        return operands + sum(
            (slot, self.pairs.get(n)) in users for slot, n in self.expected.users[wanted]
        )

    def _value(self, ours: int) -> Value:
        return self.found.form.values[ours]

    def _wanted(self, wanted: int) -> Value:
        return self.expected.form.values[wanted]

    # What differs

    def _inputs(self) -> Iterator[Difference]:
        ours, wanted = self.found.graph, self.expected.graph
        if len(ours.inputs) != len(wanted.inputs):
            yield Difference("input_count", ours.inputs, wanted.inputs)
            return
        for mine, theirs in zip(ours.inputs, wanted.inputs, strict=True):
            shapes = [g.calls[n].outputs[0].shape for g, n in ((ours, mine), (wanted, theirs))]
            if self.input_order and shapes[0] != shapes[1]:
                yield Difference("input_shape", (mine,), (theirs,), {"shapes": shapes})
        yield from self._unused_inputs()

    def _unused_inputs(self) -> Iterator[Difference]:
        """Yield inputs that reach no output, if the expected model uses all of its own."""
        wanted = self.expected
        if all(wanted.users[n] or n in wanted.form.outputs for n in wanted.form.inputs):
            for number in self.found.form.inputs:
                if not self.found.users[number] and number not in self.found.form.outputs:
                    yield Difference("unused_input", (self._value(number).call,))

    def _calls(self) -> Iterator[Difference]:
        """Yield calls of a wrong kind, then missing ones, layers with weights first, then extra."""
        swapped = self._swapped()
        for number, ours in swapped.items():
            mine, value = self._value(ours), self._wanted(number)
            detail = {"operation": value.operation, "found": mine.operation}
            yield Difference("wrong_operation", (mine.call,), (value.call,), detail)
        wanted = enumerate(self.expected.form.values)
        for number, value in sorted(wanted, key=lambda item: not item[1].variables):
            if number in swapped:
                continue
            if number not in self.pairs and value.operation not in ("Input", "constant"):
                yield Difference(
                    "missing_call",
                    tuple(self._calls_of_operands(value)),
                    (value.call,),
                    {"operation": value.operation},
                )
        for number, value in enumerate(self.found.form.values):
            if number in swapped.values():
                continue
            if number not in self.back and value.operation not in ("Input", "constant"):
                yield Difference("extra_call", (value.call,), (), {"operation": value.operation})

    def _swapped(self) -> dict[int, int]:
        """Pair a missing value with an extra one that stands in its place: on the same operands."""
        extra = [n for n in range(len(self.found.form.values)) if n not in self.back]
        found: dict[int, int] = {}
        for number, value in enumerate(self.expected.form.values):
            if number in self.pairs or not value.operands:
                continue
            place = {self.pairs.get(operand) for _, operand in value.operands}
            for ours in extra:
                operands = {operand for _, operand in self._value(ours).operands}
                if ours not in found.values() and None not in place and operands == place:
                    found[number] = ours
                    break
        return found

    def _calls_of_operands(self, value: Value) -> Iterator[int]:
        for _, operand in value.operands:
            if operand in self.pairs:
                yield self._value(self.pairs[operand]).call

    def _settings(self) -> Iterator[Difference]:
        for wanted, ours in sorted(self.pairs.items()):
            mine, theirs = self._value(ours), self._wanted(wanted)
            if mine.settings != theirs.settings and mine.operation != "Input":
                yield Difference("setting", (mine.call,), (theirs.call,))

    def _weights(self) -> Iterator[Difference]:
        yield from self._torn_apart(
            self.expected.form.values,
            self.pairs,
            self.found.form.values,
            ("separate", "partly_shared"),
        )
        for difference in self._torn_apart(
            self.found.form.values, self.back, self.expected.form.values, ("shared", "shared")
        ):
            yield Difference(difference.kind, difference.expected, difference.found)

    def _torn_apart(
        self, one: list[Value], to_other: dict[int, int], other: list[Value], kinds: tuple[str, str]
    ) -> Iterator[Difference]:
        """Yield the groups that share weights on one side and do not on the other."""
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, value in enumerate(one):
            if value.variables and number in to_other:
                groups[value.variables].append(number)
        for numbers in groups.values():
            theirs = [other[to_other[number]] for number in numbers]
            sets = list(dict.fromkeys(value.variables for value in theirs))
            if len(sets) > 1:
                common = set.intersection(*map(set, sets))
                yield Difference(
                    kinds[1] if common else kinds[0],
                    tuple(value.call for value in theirs),
                    tuple(one[number].call for number in numbers),
                    {"common": sorted(common)},
                )

    def _wiring(self) -> Iterator[Difference]:
        for wanted, ours in sorted(self.pairs.items()):
            mine, theirs = self._value(ours), self._wanted(wanted)
            got = [(slot, self.back.get(operand)) for slot, operand in mine.operands]
            want = [(slot, operand) for slot, operand in theirs.operands]
            if sorted(got, key=str) == sorted(want, key=str):
                continue
            if any(operand not in self.pairs for _, operand in want):
                continue  # the missing call has been named
            if any(operand is None for _, operand in got):
                continue  # so has the one too many
            if Counter(x for _, x in got) == Counter(x for _, x in want):
                yield Difference("argument_order", (mine.call,), (theirs.call,))
            elif mine.operation != "Input":
                yield self._source(mine, theirs, got, want)

    def _names_itself(self, difference: Difference) -> bool:
        """Whether a sentence would send a call to itself, or from one call of its layer to another.

        That happens where calls of one layer were paired crosswise: a later call tells more.
        """
        want, got = (difference.detail.get(key, []) for key in ("want", "got"))
        layers = {self.found.graph.calls[call].layer for call in want + got}
        (call,) = difference.found
        return call in want or (call in got and len(layers) == 1)

    def _source(self, mine: Value, theirs: Value, got: list, want: list) -> Difference:
        wrong = [x for _, x in (Counter(got) - Counter(want))]
        right = [x for _, x in (Counter(want) - Counter(got))]
        detail = {
            "operation": mine.operation,
            "got": [self._value(self.pairs[x]).call for x in wrong],
            "want": [self._value(self.pairs[x]).call for x in right],
        }
        return Difference("source", (mine.call,), (theirs.call,), detail)

    def _outputs(self) -> Iterator[Difference]:
        ours, wanted = self.found.form.outputs, self.expected.form.outputs
        calls = tuple(self._value(number).call for number in ours)
        if len(ours) != len(wanted):
            yield Difference("output_count", calls, tuple(self._wanted(n).call for n in wanted))
            return
        got = [self.back.get(number) for number in ours]
        if None in got or got == wanted or any(n not in self.pairs for n in wanted):
            return
        kind = "output_order" if Counter(got) == Counter(wanted) else "output_source"
        detail = {"want": [self._value(self.pairs[n]).call for n in wanted]}
        yield Difference(kind, calls, tuple(self._wanted(n).call for n in wanted), detail)
