"""The mistakes of a class: ranked, with who makes them, and which models are alike."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from classroom.report.findings import Finding
from topograde.graph import ModelGraph
from topograde.misconceptions import MISCONCEPTIONS

_VALUE = re.compile(r"`[^`]*`|'[^']*'|\d[\d.,_]*")


@dataclass(frozen=True)
class Alike:
    """Wrong models of one structure: a typical finding, and whose they are."""

    example: Finding
    students: tuple[str, ...]


@dataclass(frozen=True)
class Mistake:
    """One mistake: where it is made and by whom, and the wrong models, commonest first."""

    tasks: tuple[str, ...]
    title: str
    section: str
    example: Finding
    students: tuple[str, ...]
    models: tuple[Alike, ...]


def ranked(found: Iterable[Finding]) -> list[Mistake]:
    """Group findings by mistake, those of most learners first.

    A learner who fails several checks for one reason is counted once, and tasks that were not
    attempted are no mistakes.
    """
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.outcome != "not attempted":
            groups[_kind(finding)].append(finding)
    mistakes = [_mistake(group) for group in groups.values()]
    return sorted(mistakes, key=lambda m: (-len(m.students), m.tasks, m.title))


def signature(graph: ModelGraph) -> str:
    """Return a text that models of one structure have in common: kinds, settings, wiring, sharing.

    >>> text = "m\\n 0  {0}  Input  → (None, 3)\\n 1  {1}  Dense(2)  W1  ← 0  → (None, 2)\\n"
    >>> text += "outputs: 1\\nW1: kernel (3, 2), bias (2,)"
    >>> one, two = (ModelGraph.from_text(text.format(*names)) for names in ("ab", "xy"))
    >>> signature(one) == signature(two)
    True
    """
    layers: dict[str, int] = {}
    variables: dict[str, int] = {}
    calls = []
    for call in graph.calls:
        layer = graph.layers[call.layer]
        owned = [variables.setdefault(name, len(variables)) for name in layer.variables]
        wires = [[slot, tensor.call, tensor.index] for slot, tensor in call.arguments]
        number = layers.setdefault(call.layer, len(layers))
        calls.append([layer.kind, layer.settings, number, owned, wires])
    ends = [[tensor.call, tensor.index] for tensor in graph.outputs]
    return json.dumps([calls, list(graph.inputs), ends], sort_keys=True, default=str)


def _kind(finding: Finding) -> tuple[str, str]:
    if finding.misconception:
        return finding.misconception, ""
    # Sentences of one kind differ in the names and numbers that they quote.
    return finding.task, _VALUE.sub("…", finding.sentence)


def _mistake(group: list[Finding]) -> Mistake:
    models: dict[str, list[Finding]] = defaultdict(list)
    for finding in group:
        if finding.graph:
            models[signature(finding.graph)].append(finding)
    alike = sorted(
        (Alike(found[0], _students(found)) for found in models.values()),
        key=lambda a: (-len(a.students), a.students),
    )
    example = alike[0].example if alike else group[0]
    known = MISCONCEPTIONS.get(example.misconception)
    title = (
        f"“{known.belief}”" if known else Counter(f.sentence for f in group).most_common(1)[0][0]
    )
    section = known.section if known else ""
    tasks = tuple(sorted({finding.task for finding in group}))
    return Mistake(tasks, title, section, example, _students(group), tuple(alike))


def _students(found: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(sorted({finding.student for finding in found}))
