"""Read one task of an exercise notebook, as a page needs it."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HINT = re.compile(r"<details><summary>(.*?)</summary>\n(.*?)</details>\n?", re.DOTALL)
TITLE = re.compile(r"## Task \d+: (.*?) \(\d+ points?\)\n")


@dataclass(frozen=True)
class Task:
    """One task of an exercise notebook, as the page needs it."""

    folder: Path
    name: str

    @cached_property
    def _cells(self):
        text = (self.folder / f"{self.folder.name}.ipynb").read_text(encoding="utf-8")
        return [_Cell(cell) for cell in json.loads(text)["cells"]]

    @cached_property
    def _place(self):
        for number, cell in enumerate(self._cells):
            if cell.grade_id == self.name and cell.is_solution:
                return number
        raise LookupError(f"{self.folder.name} has no task {self.name!r}.")

    @property
    def stub(self):
        """What the learner's cell holds."""
        return self._cells[self._place].source

    @property
    def setup(self):
        """The code above the task that is there for all tasks; TensorFlow is not in the page."""
        code = (c for c in self._cells[: self._place] if c.is_code and not c.grade_id)
        text = "\n\n".join(c.source for c in code if not c.source.startswith("draw("))
        return text.replace("import tensorflow as tf\n", "")

    @property
    def checks(self):
        """The visible check cells, in order."""
        own = f"{self.name}_check"
        return [c.source for c in self._cells if (c.grade_id or "").startswith(own)]

    @cached_property
    def _text(self):
        above = self._cells[: self._place]
        return next(c.source for c in reversed(above) if TITLE.match(c.source))

    @property
    def title(self):
        """What the task is called."""
        return TITLE.match(self._text)[1]

    @property
    def statement(self):
        """What to do, as Markdown."""
        return HINT.sub("", TITLE.sub("", self._text)).strip()

    @property
    def hints(self):
        """The ladder of hints: pairs of a name and Markdown."""
        return [(name, text.strip()) for name, text in HINT.findall(self._text)]

    @property
    def picture(self):
        """The name of the graph that is drawn above the task, if there is one."""
        for cell in self._cells[self._place - 1 : self._place]:
            if found := re.match(r'draw\(expected\("(\w+)"\)\)', cell.source):
                return found[1]
        return None

    @property
    def expected(self):
        """The text of an `expected.json` with the graphs that the checks compare with."""
        path = self.folder / "expected.json"
        graphs = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        used = re.findall(r'expected\("(\w+)"\)', "\n".join([self.setup, *self.checks]))
        return json.dumps({name: graphs[name] for name in sorted(set(used))})

    def exercise(self):
        """Return what `livebook.runtime.page` needs to run an answer."""
        parts = ("name", "setup", "stub", "checks", "expected")
        return {part: getattr(self, part) for part in parts}


class _Cell:
    def __init__(self, cell):
        settings = cell["metadata"].get("nbgrader", {})
        self.source = "".join(cell["source"])
        self.is_code = cell["cell_type"] == "code"
        self.is_solution = settings.get("solution", False)
        is_named = self.is_solution or settings.get("grade")
        self.grade_id = settings.get("grade_id") if is_named else None
