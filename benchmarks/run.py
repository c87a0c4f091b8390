"""Measure topograde: verdicts beside those of a flat list of layers, backends, and times.

    python benchmarks/run.py                  a table on the screen, RESULTS.md and calls.svg here
    python benchmarks/run.py --seeds 40       fewer generated pairs, in a minute or two

Backends and other versions of Keras are measured with the interpreters named by `--python`
(several are allowed), each with the backends it has.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

HERE = Path(__file__).parent
BACKENDS = {"tensorflow": "tensorflow", "jax": "jax", "torch": "torch", "numpy": "jax"}
CHUNK = 125


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=1000, help="generated models")
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--python", action="append", default=[], help="another interpreter")
    options = parser.parse_args()
    sections = [
        conditions(options.seeds),
        generated(options.start, options.seeds, options.jobs),
        tables([sys.executable, *options.python]),
        times(),
    ]
    text = "\n\n".join(["# Results", *sections]) + "\n"
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


def conditions(seeds: int) -> str:
    """Say when, on what, and with what the numbers were found."""
    import keras

    return (
        f"Written by `python benchmarks/run.py` on {date.today():%d %B %Y}: Keras "
        f"{keras.__version__}, backend {keras.backend.backend()}, Python "
        f"{platform.python_version()}, {os.cpu_count()} processor cores shared with other work "
        f"(trust ratios rather than seconds), {seeds} generated models."
    )


def table(head: list[str], rows: list[list[object]]) -> str:
    """Write a table in Markdown."""
    lines = [head, ["-"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def generated(start: int, seeds: int, jobs: int) -> str:
    """Judge generated pairs, and say how many verdicts were right, wrong, left open."""
    sys.path.insert(0, str(HERE))
    from generated import judge

    counts, missed, seconds = Counter(), [], []
    chunks = [range(n, min(n + CHUNK, start + seeds)) for n in range(start, start + seeds, CHUNK)]
    # Keras keeps what it has made: a process for each chunk gives its memory back.
    with ProcessPoolExecutor(jobs, get_context("spawn"), max_tasks_per_child=1) as pool:
        for done, (more, lines, times) in enumerate(pool.map(judge, chunks), start=1):
            counts.update(more)
            missed += lines
            seconds += times
            print(f"{done} of {len(chunks)} chunks", file=sys.stderr, flush=True)
    rows = [[who, *_verdicts(counts, who)] for who in ("topograde", "flat list")]
    head = ["judge", "equal pairs accepted", "refused", "left open",
            "different pairs refused", "accepted", "left open"]  # fmt: skip
    unknown = sum(
        n for (who, truth, _), n in counts.items() if (who, truth) == ("topograde", "unknown")
    )
    seconds.sort()
    middle, late = (seconds[int(len(seconds) * part)] * 1000 for part in (0.5, 0.95))
    return "\n\n".join(
        [
            "## Generated pairs",
            table(head, rows),
            f"Reading both models and comparing them takes {middle:.0f} ms (median), "
            f"{late:.0f} ms (95 of 100). The judge of equal and different is NumPy; it could not "
            f"decide {unknown} pairs.",
            *(f"Not right: {line}." for line in missed),
        ]
    )


def _verdicts(counts: Counter, who: str) -> list[int]:
    orders = {"equal": ("right", "wrong"), "different": ("wrong", "right")}
    return [
        counts[who, truth, verdict]
        for truth, verdicts in orders.items()
        for verdict in (*verdicts, "cannot tell")
    ]


def tables(interpreters: list[str]) -> str:
    """Judge the written pairs on every backend of every interpreter."""
    rows = []
    for python in interpreters:
        for backend, module in BACKENDS.items():
            if _has(python, module):
                rows.append(_row(_judge_tables(python, backend)))
    head = ["Keras", "backend", "equal", "different", "exotic", "look-alike", "not right, and why"]
    note = "Each cell: verdicts right / wrong / left to a person."
    return "\n\n".join(["## Written pairs, backends and versions", note, table(head, rows)])


def _has(python: str, module: str) -> bool:
    program = f"import importlib.util as i; raise SystemExit(i.find_spec({module!r}) is None)"
    return subprocess.run([python, "-c", program]).returncode == 0


def _judge_tables(python: str, backend: str) -> dict:
    environment = os.environ | {"KERAS_BACKEND": backend, "PYTHONPATH": str(HERE.parent / "src")}
    command = [python, str(HERE / "tables.py")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        return {"keras": "?", "backend": backend, "tables": {}, "names": {done.stderr[-200:]: ""}}
    return json.loads(done.stdout.splitlines()[-1])


def _row(found: dict) -> list[object]:
    cells = [
        "{right} / {wrong} / {open}".format(**found["tables"][name]) if found["tables"] else "-"
        for name in ("equal", "different", "exotic", "look-alike")
    ]
    names = [f"`{name}`: {what}" for name, what in found.get("names", {}).items()]
    names += [f"`{name}`: not made ({why})" for name, why in found.get("not made", {}).items()]
    return [found["keras"], found["backend"], *cells, "; ".join(names)]


def times() -> str:
    """Time what a person waits for, and draw time against calls."""
    import timing

    one, chains, (keras_time, own) = timing.exercise(), timing.chains(), timing.importing()
    plot(chains)
    small = [
        ["an exercise's right answer: read, compare", f"{one['right'] * 1000:.0f} ms"],
        ["an exercise's wrong answer: read, compare, explain", f"{one['wrong'] * 1000:.0f} ms"],
        ["`import topograde` after `import keras`", f"{own:.2f} s ({keras_time:.1f} s for Keras)"],
    ]
    large = [
        [name, calls, f"{reading:.2f} s", f"{comparing:.2f} s"]
        for name, (calls, reading, comparing) in timing.architectures().items()
    ]
    long = [[calls, f"{a:.2f} s", f"{b:.2f} s"] for calls, (a, b) in chains.items()]
    return "\n\n".join(
        [
            "## Times",
            table(["what", "time"], small),
            table(["architecture", "calls", "read", "read and compare"], large),
            "A subclassed model that calls 50 layers in turn, traced and matched with itself "
            "(`calls.svg`):",
            table(["calls", "read", "match"], long),
        ]
    )


def plot(chains: dict[int, tuple[float, float]]) -> None:
    """Draw time against calls, both axes logarithmic: a straight 45° line is linear."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 3.5), layout="constrained")
    axes = figure.subplots()
    calls = list(chains)
    for place, (label, mark) in enumerate([("read", "o-"), ("match", "s--")]):
        axes.loglog(calls, [chains[n][place] for n in calls], mark, label=label)
    axes.set(xlabel="calls", ylabel="seconds")
    axes.legend()
    figure.savefig(HERE / "calls.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
