"""What every chapter owes its reader, checked on the chapters as text.

Each rule is a function that takes a `Chapter` and returns the sentences of its complaints. The
chapters must give none; chapters that were spoilt on purpose must give the right one.

The conventions that the rules read:

- `(proof-name)=` stands directly above a code cell with an `assert`; `[…](#proof-name)` links
  to it.
- A bold claim has such a link in its paragraph, a table in the paragraph before it.
- "Predict, then run" is an admonition, then a cell that hides its output, then a dropdown
  "Answer".
- A question is a card of class `quiz` with one dropdown per answer, which begins "Right." or
  "Not quite.".
- "Pitfall: …" is an admonition with an upstream issue and "Verified on Keras …", then its cell.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted((ROOT / "chapters").glob("[0-9][0-9]_*.md"))
LAST_SECTIONS = ["Check yourself", "What you can now prove", "Practice"]
BANNED = re.compile(r"\b(simply|just|powerful|easy|easily|obvious|obviously)\b", re.IGNORECASE)
OUTDATED = re.compile(
    r"(tf\.keras|tensorflow\.keras|input_shape\s*=|os\.environ|(?<!weights)\.h5\b)(?!.*# legacy)"
)
LEFT_BEHIND = re.compile(r"""\.save\(\s*f?["'](?!\{)""")
PROOF_LINK = re.compile(r"\]\(#(proof-[\w-]+)\)")
ISSUE_LINK = re.compile(r"\[[\w./-]+ #(\d+)\]\(https://github\.com/[\w.-]+/[\w.-]+/issues/\1\)")
DIRECTIVE = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w-]+)\}[ ]*(?P<title>.*)\n"
    r"(?P<body>(?:.*\n)*?)(?P=fence)$",
    re.MULTILINE,
)
CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.DOTALL | re.MULTILINE)
# What MyST reads and a reader does not: front matter, fences, options, targets.
MARKUP = re.compile(
    r"\A---\n(?:.*\n)*?---\n|^:{3,}(?:\{[\w-]+\})?|^:[\w-]+:.*$|^\([\w-]+\)=$", re.MULTILINE
)
OPTION = re.compile(r"^:([\w-]+):[ ]*(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Directive:
    name: str
    title: str
    options: dict[str, str]
    body: str
    start: int
    end: int

    @property
    def inner(self) -> list[Directive]:
        return list(directives(self.body))

    @property
    def asserts(self) -> bool:
        return self.name == "code-cell" and any(
            isinstance(node, ast.Assert) for node in ast.walk(ast.parse(self.body))
        )


def directives(text: str) -> Iterator[Directive]:
    """Read the outermost directives of a MyST text."""
    for match in DIRECTIVE.finditer(text):
        head = re.match(r"(?::[\w-]+:.*\n)*", match["body"])[0]
        options = dict(OPTION.findall(head))
        body = match["body"][len(head) :]
        yield Directive(match["name"], match["title"], options, body, match.start(), match.end())


@dataclass(frozen=True)
class Chapter:
    name: str
    text: str

    @cached_property
    def directives(self) -> list[Directive]:
        return list(directives(self.text))

    @cached_property
    def cells(self) -> list[Directive]:
        return [d for d in self.directives if d.name == "code-cell"]

    @cached_property
    def text_outside_cells(self) -> str:
        return CELL.sub("", self.text)

    @cached_property
    def prose(self) -> str:
        """The words that a reader reads: no code, no markup, no addresses of links."""
        return re.sub(r"\]\([^)]*\)", "]", MARKUP.sub("", self.text_outside_cells))

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        found = re.findall(r"^(#+) (.+)$", self.text_outside_cells, re.MULTILINE)
        return [(len(marks), title) for marks, title in found]

    def section(self, title: str) -> str:
        found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", self.text, re.S | re.M)
        return found[1] if found else ""

    def after(self, directive: Directive) -> Directive | None:
        """Return the directive that follows."""
        return next((d for d in self.directives if d.start >= directive.end), None)

    def admonitions(self, title: str) -> list[Directive]:
        return [d for d in self.directives if d.name == "admonition" and d.title.startswith(title)]


def headings(chapter: Chapter) -> Iterator[str]:
    levels = [level for level, _ in chapter.headings]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "needs one first-level heading, at the top"
    for (before, _), (level, title) in zip(chapter.headings, chapter.headings[1:], strict=False):
        if level > before + 1:
            yield f"heading {title!r} skips a level"
    if [title for level, title in chapter.headings if level == 2][-3:] != LAST_SECTIONS:
        yield f"must end with the sections {LAST_SECTIONS}"


def opening(chapter: Chapter) -> Iterator[str]:
    top = re.split(r"^## ", chapter.text, maxsplit=1, flags=re.MULTILINE)[0]
    if len(re.findall(r"^\d\. ", top, re.MULTILINE)) != 3:
        yield "needs three numbered objectives before the first section"
    if not re.search(r"^\*Time:\* \d+ minutes", top, re.MULTILINE):
        yield "needs a line '*Time:* N minutes'"
    if not re.search(r"^\*You need:\* \w+", top, re.MULTILINE):
        yield "needs a line '*You need:* …'"


def failing_example_first(chapter: Chapter) -> Iterator[str]:
    first = next(title for level, title in chapter.headings if level == 2)
    if not any(d.asserts for d in directives(chapter.section(first))):
        yield f"section {first!r} must show the failing example in a cell that asserts it"


def code(chapter: Chapter) -> Iterator[str]:
    if "name: python3" not in chapter.text.split("---")[1]:
        yield "must run on the kernel python3"
    for line in "\n".join(cell.body for cell in chapter.cells).splitlines():
        if len(line) > 68:
            yield f"code line longer than 68 columns: {line}"
        if OUTDATED.search(line):
            yield f"outdated or out of place: {line}"
        if LEFT_BEHIND.search(line):
            yield f"writes a file beside the chapter: {line}"


def wording(chapter: Chapter) -> Iterator[str]:
    for match in BANNED.finditer(chapter.prose):
        yield f"says {match[0]!r}"


def length(chapter: Chapter) -> Iterator[str]:
    # Questions and the practice card are answered, not read: they do not count.
    text = chapter.text
    for card in (d for d in reversed(chapter.directives) if d.name == "card"):
        text = text[: card.start] + text[card.end :]
    words = sum(bool(re.search(r"\w", word)) for word in Chapter(chapter.name, text).prose.split())
    if not 1000 <= words <= 2000:
        yield f"has {words} words, not 1,000 to 2,000"


def predictions(chapter: Chapter) -> Iterator[str]:
    boxes = chapter.admonitions("Predict, then run")
    if len(boxes) < 2:
        yield "needs two boxes 'Predict, then run'"
    for box in boxes:
        cell = chapter.after(box)
        answer = cell and chapter.after(cell)
        if not cell or "hide-output" not in cell.options.get("tags", ""):
            yield f"a prediction needs a cell that hides its output: {box.body}"
        elif not answer or (answer.name, answer.title) != ("dropdown", "Answer"):
            yield f"a prediction needs a dropdown titled 'Answer', which tells nothing: {box.body}"


def questions(chapter: Chapter) -> Iterator[str]:
    cards = [d for d in chapter.directives if "quiz" in d.options.get("class-card", "")]
    if len(cards) < 3:
        yield "needs three questions"
    for card in cards:
        answers = [d.body for d in card.inner if d.name == "dropdown"]
        if len(answers) < 3 or sum(body.startswith("Right.") for body in answers) != 1:
            yield f"{card.title} needs three answers, one of them right"
        for body in answers:
            if not re.match(r"(Right|Not quite)\. (\S+\s+){5}", body):
                yield f"{card.title} has an answer without an explanation: {body}"


def pitfalls(chapter: Chapter) -> Iterator[str]:
    boxes = chapter.admonitions("Pitfall: ")
    if not boxes:
        yield "needs a pitfall"
    for box in boxes:
        cell = chapter.after(box)
        if not ISSUE_LINK.search(box.body):
            yield f"{box.title!r} needs a link such as [keras #2914](…/issues/2914)"
        if f"Verified on Keras {pinned('keras')}" not in " ".join(box.body.split()):
            yield f"{box.title!r} must be verified on the Keras that the course pins"
        if not cell or not cell.asserts or "\n## " in chapter.text[box.end : cell.start]:
            yield f"{box.title!r} needs a cell that asserts it"


def proofs(chapter: Chapter) -> Iterator[str]:
    targets = re.findall(r"^\((proof-[\w-]+)\)=$", chapter.text, re.MULTILINE)
    listed = set(PROOF_LINK.findall(chapter.section("What you can now prove")))
    for name in sorted(set(PROOF_LINK.findall(chapter.text)) - set(targets)):
        yield f"link to {name} leads nowhere"
    for name in targets:
        end = chapter.text.index(f"({name})=") + len(f"({name})=")
        cell = next((c for c in chapter.cells if c.start >= end), None)
        near = cell is not None and not chapter.text[end : cell.start].strip()
        if targets.count(name) > 1 or not near or not cell.asserts:
            yield f"{name} must stand once, directly above a cell that asserts"
        if name not in listed:
            yield f"{name} is missing under 'What you can now prove'"


def claims(chapter: Chapter) -> Iterator[str]:
    blocks = [block for block in re.split(r"\n\s*\n", chapter.text_outside_cells) if block.strip()]
    for before, block in zip(["", *blocks], blocks, strict=False):
        if re.search(r"(?<!`)\*\*[^*]+\*\*", block) and not PROOF_LINK.search(block):
            yield f"bold without a link to its proof: {block}"
        if block.startswith("|") and not PROOF_LINK.search(before):
            yield f"the paragraph before this table must link to its proof: {block}"
    summary = chapter.section("What you can now prove")
    for item in re.findall(r"^- .+\n(?:  .+\n)*", summary, re.MULTILINE):
        if not PROOF_LINK.search(item):
            yield f"listed without a link to its proof: {item}"


def pictures(chapter: Chapter) -> Iterator[str]:
    for alternative in re.findall(r"!\[([^\]]*)\]\(", chapter.text_outside_cells):
        if not alternative.strip():
            yield "an image has no alternative text"
    for directive in chapter.directives:
        if directive.name in {"image", "figure"} and not directive.options.get("alt"):
            yield f"image {directive.title} has no alternative text"
    for cell in chapter.cells:
        if "plt." in cell.body and "alt:" not in cell.body:
            yield f"a plot has no alternative text: {cell.body}"


def practice(chapter: Chapter) -> Iterator[str]:
    card = chapter.section("Practice")
    notebook = f"../exercises/{chapter.name}/{chapter.name}.ipynb"
    if f"]({notebook})" not in card or f"<{notebook}>`" not in card:
        yield f"the practice card must offer {notebook} to read and to download"
    if not re.search(r"\d+ minutes", card):
        yield "the practice card must say how long it takes"


def pinned(package: str) -> str:
    """Return the version that requirements.txt pins."""
    return re.search(rf"^{package}==(\S+)", (ROOT / "requirements.txt").read_text(), re.M)[1]


RULES: list[Callable[[Chapter], Iterator[str]]] = [
    headings, opening, failing_example_first, code, wording, length, predictions, questions,
    pitfalls, proofs, claims, pictures, practice,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_chapter_keeps(path: Path, rule: Callable[[Chapter], Iterator[str]]) -> None:
    assert list(rule(Chapter(path.stem, path.read_text()))) == []


def test_there_are_chapters() -> None:
    assert CHAPTERS


SPOILT = [
    (headings, "\n## Check yourself", "\n#### Check yourself", "skips a level"),
    (headings, "## Practice", "## The end", "must end"),
    (opening, "\n3. ", "\n", "three numbered objectives"),
    (opening, "*Time:* 40 minutes", "*Time:* a while", "minutes"),
    (failing_example_first, "assert before and not after", "", "failing example"),
    (code, "import keras\n", "from tensorflow.keras import layers\n", "outdated"),
    (code, "import keras\n", f"import keras{' ' * 50}# too long\n", "68 columns"),
    (code, "import keras\n", "import keras\nmodel.save('a.keras')\n", "beside the chapter"),
    (wording, "Three words", "Just three words", "'Just'"),
    (length, "Three words", "Three words" + " more" * 1000, "words, not"),
    (predictions, ":::{dropdown} Answer\n", ":::{dropdown} It is 12\n", "tells nothing"),
    (predictions, ":tags: [hide-output]\n", "", "hides its output"),
    (questions, "Right. One object", "Not quite. One object", "one of them right"),
    (questions, "Not quite. Both calls are still computed, forward and backward.", "Not quite. No.",
     "without an explanation"),
    (pitfalls, "[keras #12261](https://github.com/keras-team/keras/issues/12261)", "a forum",
     "needs a link"),
    (pitfalls, f"Verified on Keras {pinned('keras')}", "Verified on Keras 2.0.0", "pins"),
    (pitfalls, 'assert "object is not callable" in message\n', "", "asserts it"),
    (proofs, "(#proof-drift)", "(#proof-of-nothing)", "leads nowhere"),
    (proofs, "assert before and not after", "", "proof-drift must stand"),
    (proofs, "(proof-drift)=\n", "(proof-drift)=\n\nBetween.\n", "proof-drift must stand"),
    (proofs, "- The answers to [the three questions](#proof-quiz).\n", "", "missing under"),
    (claims, "Three words", "**Three words**", "bold without"),
    (claims, " ([counts](#proof-savings), [time](#proof-time)):\n", ":\n", "before this table"),
    (claims, "[the three questions](#proof-quiz)", "the three questions", "listed without"),
    (pictures, "Three words", "![](cat.png) Three words", "alternative text"),
    (pictures, "import keras\n", "import keras\nplt.plot([1])\n", "a plot has no"),
    (practice, "<../exercises/", "<exercises/", "to read and to download"),
    (practice, "About 60 minutes", "A while", "how long"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "old", "new", "complaint"), SPOILT)
def test_rule_notices(
    rule: Callable[[Chapter], Iterator[str]], old: str, new: str, complaint: str
) -> None:
    path = ROOT / "chapters" / "05_shared_layers.md"
    text = path.read_text()
    assert old in text
    found = list(rule(Chapter(path.stem, text.replace(old, new, 1))))
    assert any(complaint in sentence for sentence in found), found
