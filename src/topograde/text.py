"""A graph as text: one line per call, to be read aloud, compared in git, and read back.

    siamese
     0  a       Input                                    → (None, 3)
     1  b       Input                                    → (None, 3)
     2  shared  Dense(2)  W1 (8 parameters)  ← 0         → (None, 2)
     3  shared  Dense(2)  W1 (8 parameters)  ← 1         → (None, 2)
     4  both    Add                          ← [2, 3]    → (None, 2)
    outputs: 4
    W1: kernel (3, 2), bias (2,)

A line says: number, layer, what the layer is, its weights, the calls that its arguments come from
(`[2, 3]` is a list, `mask=4` a keyword, `5[1]` the second output of call 5), the shapes it makes.
Then come settings that are not Keras' defaults, arguments that are not tensors (`with training:
True`), and the nested models that the call stands in (`in encoder#1`). Below the calls stand the
outputs and the variables of each group of weights; `kernel = W1[0]` is a variable of another group.

All of a graph is in its text, except the digests of its values, and what no call points to.
Settings that are left out are those of the Keras that reads the text.
"""

from __future__ import annotations

import ast
import inspect
import json
import random
import re
from collections.abc import Iterator
from typing import Any

import keras

from topograde.graph import (
    TELLING,
    Call,
    Layer,
    ModelGraph,
    Settings,
    Spec,
    Tensor,
    Variable,
    badge_names,
    describe,
    shape_text,
)
from topograde.read import settings_of

_PLAIN_KEY = re.compile(r"[\w.:$@+#-]+( [\w.:$@+#-]+)*( \(\d+\))?")


# Writing


def to_text(graph: ModelGraph) -> str:
    """Write a graph as text, the same for the same graph."""
    return "\n".join(_Writer(graph).lines())


class _Writer:
    def __init__(self, graph: ModelGraph) -> None:
        self.graph = graph
        self.badges = badge_names(graph)
        self.places = dict(_places(graph, self.badges))
        self.seen: set[str] = set()

    def lines(self) -> Iterator[str]:
        graph = self.graph
        rows = [self._row(number) for number in range(len(graph.calls))]
        widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
        yield _line_of(graph.name)
        for *cells, tail in rows:
            padded = (f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
            yield "  ".join([*padded, *tail]).rstrip()
        placed = tuple(n for n in range(len(graph.calls)) if graph.layer_of(n).is_input)
        if graph.inputs != placed:
            yield "inputs: " + ", ".join(map(str, graph.inputs))
        yield ("outputs: " + ", ".join(map(self._tensor, graph.outputs))).rstrip()
        yield from self._groups()
        yield from (f"note: {_line_of(note)}" for note in graph.notes)

    def _row(self, number: int) -> tuple[Any, ...]:
        graph, call, layer = self.graph, self.graph.calls[number], self.graph.layer_of(number)
        weights = ""
        if layer.variables:
            weights = f"{self.badges[call.layer]} ({graph.count_params(call.layer):,} parameters)"
        sources = ", ".join(self._sources(call))
        arrow = f"← {sources}" if sources else ""
        shapes = f"→ {', '.join(map(_spec, call.outputs))}".rstrip()
        name, what = _key(call.layer, layer), _what(layer)
        return f"{number:2}", name, what, weights, arrow, shapes, list(self._tail(call, layer))

    def _tensor(self, tensor: Tensor) -> str:
        many = len(self.graph.calls[tensor.call].outputs) != 1
        return f"{tensor.call}[{tensor.index}]" if many or tensor.index else str(tensor.call)

    def _sources(self, call: Call) -> Iterator[str]:
        """Write arguments as in a call: by position where the position says it all."""
        heads: dict[str, list[tuple[str, str]]] = {}
        for slot, tensor in call.arguments:
            heads.setdefault(slot.split(".")[0], []).append((slot, self._tensor(tensor)))
        position = 0
        for head, items in heads.items():
            slots, words = [slot for slot, _ in items], [word for _, word in items]
            before = "" if head == str(position) else f"{_word(head)}="
            if slots == [head]:
                yield before + words[0]
            elif slots == [f"{head}.{i}" for i in range(len(slots))]:
                yield f"{before}[{', '.join(words)}]"
            else:
                yield from (f"{_word(slot)}={word}" for slot, word in items)
            position = int(head) + 1 if head.isdecimal() else position

    def _tail(self, call: Call, layer: Layer) -> Iterator[str]:
        """Write what is not said by the columns; a layer's settings at its first call alone."""
        if call.layer not in self.seen:
            self.seen.add(call.layer)
            given, is_all = _unsaid(layer)
            words = ", ".join(f"{_word(k)}={_literal(v)}" for k, v in given.items())
            if words or is_all:
                yield f"only {words}".rstrip() if is_all else words
        if call.options:
            pairs = (f"{_word(slot)}: {self._option(v)}" for slot, v in call.options.items())
            yield "with " + ", ".join(pairs)
        if call.frame:
            yield "in " + " / ".join(map(_word, call.frame))

    def _option(self, value: Any) -> str:
        if isinstance(value, dict) and value.keys() == {"variable"}:
            return self.places[value["variable"]]
        return _literal(value)

    def _groups(self) -> Iterator[str]:
        """Write the variables of each group of weights, each variable once."""
        known: set[str] = set()
        for badge, prefix, keys in _groups(self.graph, self.badges):
            words = []
            for key in keys:
                variable = self.graph.variables[key]
                name = variable.name.removeprefix(prefix)
                name = _word(name, quoted=name == variable.name)
                size = f"= {self.places[key]}" if key in known else _size(variable)
                words.append(f"{name} {size}")
                known.add(key)
            yield f"{badge}: {', '.join(words)}"


def _groups(graph: ModelGraph, badges: dict[str, str]) -> Iterator[tuple[str, str, tuple]]:
    """Yield each group of variables: its badge, how their names begin, their keys."""
    for variables, calls in graph.weight_groups().items():
        call = graph.calls[calls[0]]
        yield badges[call.layer], f"{graph.layers[call.layer].name}/", variables
    inside = {key for layer in graph.layers.values() for key in layer.variables}
    given = [
        value["variable"]
        for call in graph.calls
        for value in call.options.values()
        if isinstance(value, dict) and value.keys() == {"variable"}
    ]
    for place, key in enumerate((k for k in dict.fromkeys(given) if k not in inside), start=1):
        yield f"V{place}", "", (key,)


def _places(graph: ModelGraph, badges: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each variable with the place where it is listed first."""
    known: set[str] = set()
    for badge, _, keys in _groups(graph, badges):
        yield from ((key, f"{badge}[{i}]") for i, key in enumerate(keys) if key not in known)
        known.update(keys)


def _size(variable: Variable) -> str:
    words = [str(tuple(variable.shape))]
    words += [variable.dtype] if variable.dtype != "float32" else []
    words += [] if variable.trainable else ["frozen"]
    return " ".join(words)


def _spec(spec: Spec) -> str:
    shape = shape_text(spec.shape)
    return shape if spec.dtype == "float32" else f"{shape} {spec.dtype}"


def _line_of(words: str) -> str:
    plain = words and words == words.strip() and words.isprintable() and words[0] != '"'
    return words if plain else json.dumps(words)


def _word(word: str, quoted: bool = False) -> str:
    plain = re.fullmatch(r"[\w.#-]+", word) and not quoted
    return word if plain else json.dumps(word, ensure_ascii=False)


def _key(key: str, layer: Layer) -> str:
    """Write the key of a layer, from which its name can be told."""
    plain = _PLAIN_KEY.fullmatch(key) and _name_of(key) == layer.name
    return key if plain else json.dumps([key, layer.name], ensure_ascii=False)


def _name_of(key: str) -> str:
    return re.sub(r" \(\d+\)$", "", key)


# What a layer is


def _what(layer: Layer) -> str:
    own = "custom." if layer.kind.startswith("custom.") else ""
    words = own + describe(layer)
    plain = words.isprintable() and not re.search(r'  |["←→]|^W\d', words)
    bare = layer.kind.removeprefix("ops.")
    return words if plain and _kind(words) == layer.kind else bare


def _kind(words: str) -> str:
    kind = words.split("(")[0]
    if kind == "Input":
        return "InputLayer"
    return f"ops.{kind}" if kind[:1].islower() and not kind.startswith("custom.") else kind


def _told(words: str) -> Settings:
    """Return the settings that the short form of a layer tells: `Dense(2, relu)`."""
    kind, _, inside = words.partition("(")
    values = [_untold(word) for word in split(inside.removesuffix(")"))]
    keys = TELLING.get(kind.removeprefix("custom."), ())
    keys = (*keys, "activation") if len(values) == len(keys) + 1 else keys
    return dict(zip(keys, values, strict=True)) if len(values) == len(keys) else {}


def _untold(word: str) -> Any:
    times = "\N{MULTIPLICATION SIGN}"
    try:
        return [_value(part) for part in word.split(times)] if times in word else _value(word)
    except ValueError:
        return word


def _unsaid(layer: Layer) -> tuple[Settings, bool]:
    """Return the settings that the short form does not tell, and whether Keras adds none."""
    told = {k: v for k, v in _told(_what(layer)).items() if k in layer.settings}
    implied = _defaults(layer.kind, layer.settings) | told
    is_all = not implied.keys() <= layer.settings.keys()
    implied = told if is_all else implied
    needed = set(_required(layer.kind)) - set(told)
    given = {
        key: value
        for key, value in sorted(layer.settings.items())
        if key in needed or key not in implied or implied[key] != value
    }
    return given, is_all


def _required(kind: str) -> list[str]:
    """Name the settings without which Keras cannot make a layer of this kind."""
    made = getattr(keras.layers, kind, None)
    if not inspect.isclass(made):
        return []
    # Not of the class: Keras wraps `__new__`, whose signature says nothing.
    _, *parameters = inspect.signature(made.__init__).parameters.values()
    many = inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD
    return [p.name for p in parameters if p.default is p.empty and p.kind not in many]


_MADE: dict[str, Settings] = {}


def _defaults(kind: str, settings: Settings) -> Settings:
    """Return the settings of a layer that was made with the required ones alone."""
    needed = {key: settings[key] for key in _required(kind) if key in settings}
    key = json.dumps([kind, needed], sort_keys=True, default=str)
    if key not in _MADE:
        _MADE[key] = _made(kind, needed)
    return _MADE[key]


def _made(kind: str, needed: Settings) -> Settings:
    made = getattr(keras.layers, kind, None)
    if not inspect.isclass(made) or kind in ("InputLayer", "Lambda"):
        return {}
    # A layer takes a name from Keras' counters, and a seed from Python's: both stay as they were.
    config = {**needed, "name": "made", "trainable": True, "dtype": "float32"}
    state = random.getstate()
    try:
        return settings_of(made.from_config(config))
    except Exception:  # whatever a layer says of settings that it cannot be made with
        return {"dtype": "float32", "trainable": True}
    finally:
        random.setstate(state)


# Values


def _literal(value: Any) -> str:
    """Write a setting as a person would type it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if not isinstance(value, dict):
        return repr(value)
    if value.keys() == {"slice"}:
        return f"slice({', '.join(map(_literal, value['slice']))})"
    if _is_object(value):
        return _object(value)
    return "{" + ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in value.items()) + "}"


def _is_object(value: dict[str, Any]) -> bool:
    """Whether a value is how Keras writes an object down: class, config, and perhaps more."""
    config = value.get("config")
    keys = [*config, *value] if isinstance(config, dict) else [""]
    return str(value.get("class_name")).isidentifier() and all(
        key.isidentifier() and not key.startswith("_") for key in keys
    )


def _object(value: dict[str, Any]) -> str:
    kind, config = value["class_name"], value["config"]
    defaults = _defaults(kind, config)
    defaults = defaults if defaults.keys() <= config.keys() else {}
    needed = _required(kind)
    pairs = [
        f"{k}={_literal(v)}"
        for k, v in sorted(config.items())
        if k in needed or k not in defaults or defaults[k] != v
    ]
    pairs += [f"_{k}={_literal(v)}" for k, v in value.items() if k not in ("class_name", "config")]
    return f"{kind}({', '.join(pairs)})"


def _value(text: str) -> Any:
    """Read what `_literal` wrote.

    >>> _value('GlorotUniform(seed=[1, -2.5])')
    {'class_name': 'GlorotUniform', 'config': {'seed': [1, -2.5]}}
    """
    try:
        return _plain(ast.parse(text.strip(), mode="eval").body)
    except SyntaxError as error:
        raise ValueError(f"{text!r} is not a value.") from error


def _plain(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id="inf" | "nan" as name):
            return float(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_plain(operand)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_plain(item) for item in items]
        case ast.Dict(keys=keys, values=values):
            return {_plain(k): _plain(v) for k, v in zip(keys, values, strict=True)}
        case ast.Call(func=ast.Name(id="slice"), args=items):
            return {"slice": [_plain(item) for item in items]}
        case ast.Call(func=ast.Name(id=kind), args=[], keywords=pairs):
            return _revived(kind, {pair.arg: _plain(pair.value) for pair in pairs})
    raise ValueError(f"{ast.unparse(node)!r} is not a value.")


def _revived(kind: str, pairs: Settings) -> Settings:
    """Return an object as Keras writes it down."""
    rest = {key[1:]: value for key, value in pairs.items() if key.startswith("_")}
    given = {key: value for key, value in pairs.items() if not key.startswith("_")}
    return {"class_name": kind, "config": _defaults(kind, given) | given, **rest}


# Reading


def from_text(text: str) -> ModelGraph:
    '''Read a graph from its text.

    >>> graph = from_text("""tiny
    ...  0  x  Input              → (None, 3)
    ...  1  d  Dense(2)  W1  ← 0  → (None, 2)  use_bias=False
    ... outputs: 1
    ... W1: kernel (3, 2)""")
    >>> graph.layers["d"].settings["use_bias"], graph.count_params()
    (False, 6)

    Raises:
        ValueError: if a line is not understood, with the line.
    '''
    name, *lines = text.strip("\n").split("\n")
    reader = _Reader(_unquoted(name))
    for number, line in enumerate(lines, start=2):
        try:
            reader.read(line)
        except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"Line {number} is not understood: {line.strip()!r}.") from error
    return reader.graph()


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[Call] = []
        self.layers: dict[str, tuple[str, str, Settings, str]] = {}
        self.inputs: tuple[int, ...] | None = None
        self.outputs: tuple[Tensor, ...] = ()
        self.groups: dict[str, list[str]] = {}
        self.variables: dict[str, Variable] = {}
        self.notes: list[str] = []

    def read(self, line: str) -> None:
        """Read one line."""
        start, _, rest = line.partition(":")
        if re.match(r" *\d+  ", line):
            self._read_call([cell for cell in split(line.strip(), "  ") if cell])
        elif start == "inputs":
            self.inputs = tuple(int(word) for word in split(rest))
        elif start == "outputs":
            self.outputs = tuple(map(_tensor, split(rest)))
        elif start == "note":
            self.notes.append(_unquoted(rest.strip()))
        elif re.fullmatch(r"[WV]\d+", start):
            self._read_group(start, split(rest))
        elif line.strip():
            raise ValueError

    def graph(self) -> ModelGraph:
        """Return the graph of all lines."""
        layers = {
            key: Layer(kind, name, settings, tuple(self.groups[badge]) if badge else ())
            for key, (kind, name, settings, badge) in self.layers.items()
        }
        calls = tuple(self._with_variables(call) for call in self.calls)
        placed = tuple(n for n, call in enumerate(calls) if layers[call.layer].is_input)
        inputs = placed if self.inputs is None else self.inputs
        notes = tuple(self.notes)
        return ModelGraph(self.name, calls, inputs, self.outputs, layers, self.variables, notes)

    def _read_call(self, cells: list[str]) -> None:
        number, key, what, *rest = cells
        if int(number) != len(self.calls):
            raise ValueError
        key, name = json.loads(key) if key[0] == "[" else (key, _name_of(key))
        arguments, outputs, options, frame, settings = (), (), {}, (), _told(what)
        badge, is_all = "", False
        for cell in rest:
            sign, _, words = cell.partition(" ")
            if re.fullmatch(r"[W]\d+", sign):
                badge = sign
            elif sign == "←":
                arguments = tuple(_arguments(words))
            elif sign == "→":
                outputs = tuple(map(_read_spec, split(words)))
            elif sign == "with":
                options = dict(_pair(word, ":") for word in split(words))
            elif sign == "in":
                frame = tuple(_unquoted(word) for word in split(words, " / "))
            else:
                is_all = sign == "only"
                pairs = (_pair(word, "=") for word in split(words if is_all else cell))
                settings |= {key: _value(value) for key, value in pairs}
        self.calls.append(Call(key, arguments, options, outputs, frame))
        if key not in self.layers:
            implied = {} if is_all else _defaults(_kind(what), settings)
            self.layers[key] = (_kind(what), name, implied | settings, badge)

    def _with_variables(self, call: Call) -> Call:
        """Read the options of a call, now that the places of variables are known."""
        options = {}
        for slot, word in call.options.items():
            place = re.fullmatch(r"([WV]\d+)\[(\d+)\]", word)
            options[slot] = {"variable": self._at(word)} if place else _value(word)
        return Call(call.layer, call.arguments, options, call.outputs, call.frame)

    def _at(self, place: str) -> str:
        badge, index = place.removesuffix("]").split("[")
        return self.groups[badge][int(index)]

    def _read_group(self, badge: str, words: list[str]) -> None:
        owner = next((name for _, name, _, b in self.layers.values() if b == badge), "")
        self.groups[badge] = []
        for word in words:
            name, rest = re.fullmatch(r'("(?:[^"\\]|\\.)*"|\S+) (.+)', word).groups()
            key = f"v{len(self.variables)}"
            if rest.startswith("= "):
                key = self._at(rest[2:])
            else:
                full = _unquoted(name) if name[0] == '"' else f"{owner}/{name}"
                self.variables[key] = _variable(full, rest)
            self.groups[badge].append(key)


def _variable(name: str, words: str) -> Variable:
    shape, rest = re.fullmatch(r"(\(.*?\))(.*)", words).groups()
    *dtype, frozen = ["float32", *rest.replace("frozen", "").split(), "frozen" in rest]
    return Variable(name, tuple(_value(shape)), dtype[-1], not frozen)


def _read_spec(words: str) -> Spec:
    shape, dtype = re.fullmatch(r"(\(.*?\))(?: (\w+))?", words).groups()
    return Spec(tuple(_value(shape)), dtype or "float32")


def _tensor(word: str) -> Tensor:
    call, index = re.fullmatch(r"(\d+)(?:\[(\d+)\])?", word).groups()
    return Tensor(int(call), int(index or 0))


def _arguments(words: str) -> Iterator[tuple[str, Tensor]]:
    position = 0
    for word in split(words):
        head = str(position)
        if not re.match(r"\[|\d+(\[|$)", word):
            head, word = _pair(word, "=")
        if word[0] == "[":
            yield from ((f"{head}.{i}", _tensor(x)) for i, x in enumerate(split(word[1:-1])))
        else:
            yield head, _tensor(word)
        first = head.split(".")[0]
        position = int(first) + 1 if first.isdecimal() else position


def _pair(words: str, sign: str) -> tuple[str, str]:
    key, value = split(words, sign, 1)
    return _unquoted(key), value


def _unquoted(word: str) -> str:
    return json.loads(word) if word.startswith('"') else word


def split(words: str, at: str = ",", most: int = -1) -> list[str]:
    """Split words at a sign, but not inside quotes and brackets.

    >>> split('a, "b, c", (d, e)')
    ['a', '"b, c"', '(d, e)']
    """
    parts, depth, start, quoted = [], 0, 0, False
    skip = False
    for i, c in enumerate(words):
        if skip or c == "\\":
            skip = not skip and quoted
        elif c == '"':
            quoted = not quoted
        elif not quoted:
            depth += (c in "([{") - (c in ")]}")
            if depth == 0 and i >= start and words.startswith(at, i) and len(parts) != most:
                parts.append(words[start:i].strip())
                start = i + len(at)
    rest = words[start:].strip()
    return [*parts, rest] if rest or parts else []
