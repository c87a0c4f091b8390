"""Put an exercise on the page, to be done and checked there: `{live-exercise} NN_name#grade_id`.

The text, the stub and the visible checks come from the notebook in `exercises/`. Without
JavaScript, or in a book that was built without the runtime, the page shows the same as text.
"""

import json
import re
import shutil
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .task import Task

RUNTIME = "_build/runtime"
STATIC = Path(__file__).parent / "static"


class LiveExercise(SphinxDirective):
    """`{live-exercise} NN_name#grade_id`: text, stub, hints and visible checks of a task."""

    required_arguments = 1

    def run(self):
        """Return the exercise as a page without scripts shows it, with what scripts need."""
        assignment, _, name = self.arguments[0].partition("#")
        folder = Path(self.env.srcdir, "exercises", assignment)
        self.env.note_dependency(str(folder / f"{assignment}.ipynb"))
        task = Task(folder, name)
        try:
            exercise = task.exercise()
        except (OSError, LookupError) as error:
            raise self.error(f"live-exercise {self.arguments[0]}: {error}") from error
        key = f"{assignment}#{name}"
        self.env.live_exercises.setdefault(self.env.docname, []).append(key)
        label = f"live-{assignment}-{name}".replace("_", "-")
        notebook = f"[notebook](../exercises/{assignment}/{assignment}.ipynb)"
        return [
            _raw(
                f'<div class="live-exercise" role="group" aria-labelledby="{label}" '
                f'data-exercise="{escape(key)}">'
                f'<p class="live-title" id="{label}">Try it here: {escape(task.title)}</p>'
            ),
            *self._parsed(task.statement),
            *self._picture(task),
            nodes.literal_block(task.stub, task.stub, language="python", classes=["live-stub"]),
            *self._hints(task),
            *self._parsed(f"The whole assignment is in its {notebook}.", "live-elsewhere"),
            _raw(f'<script type="application/json">{_json(exercise)}</script></div>'),
        ]

    def _hints(self, task):
        yield _raw('<div class="live-hints">')
        for name, text in task.hints:
            yield _raw(f"<details><summary>{escape(name)}</summary>")
            yield from self._parsed(text)
            yield _raw("</details>")
        yield _raw("</div>")

    def _picture(self, task):
        if task.picture:
            # Imported late: it starts Keras, and few pages need it.
            import topograde

            drawn = topograde.draw(topograde.expected(task.picture, task.folder))
            yield _raw(f'<div class="live-picture">{drawn.html}</div>')

    def _parsed(self, markdown, *classes):
        box = nodes.container(classes=list(classes))
        lines = StringList(markdown.splitlines(), source=self.arguments[0])
        self.state.nested_parse(lines, self.content_offset, box)
        return [box] if classes else box.children


class Playground(SphinxDirective):
    """`{playground}`: an empty editor that draws any model.

    Its content is the examples to start from: each begins with a line `# Example: its name`.
    """

    has_content = True

    def run(self):
        """Return the examples, as code and for the scripts."""
        examples = examples_of("\n".join(self.content))
        return [
            _raw('<div class="live-exercise live-playground" role="group" aria-label="Editor">'),
            *(
                nodes.literal_block(code, code, language="python", classes=["live-stub"])
                for _, code in examples
            ),
            _raw(f'<script type="application/json">{_json(examples)}</script></div>'),
        ]


def examples_of(text):
    """Split a text at its lines `# Example: …` into pairs of a name and code.

    >>> examples_of("# Example: one\\nx = 1\\n\\n# Example: two\\nx = 2")
    [('one', 'x = 1\\n'), ('two', 'x = 2\\n')]
    """
    parts = re.split(r"^# Example: (.*)\n", text, flags=re.MULTILINE)[1:]
    codes = (code.strip() + "\n" for code in parts[1::2])
    return list(zip(parts[::2], codes, strict=True))


def _raw(html):
    return nodes.raw("", html, format="html")


def _json(value):
    # A script element ends at the first "</".
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def about_runtime(srcdir):
    """Return what `runtime.json` says, or None in a book without a runtime."""
    path = Path(srcdir) / RUNTIME / "runtime.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@cache
def _versions():
    """Return the version of every script that another one loads: a new book never meets an old one.

    >>> _versions()["live-store.js"].startswith("live-store.js?v=")
    True
    """
    return {
        path.name: f"{path.name}?v={sha256(path.read_bytes()).hexdigest()[:8]}"
        for path in sorted(STATIC.glob("live-*.js"))
    }


def _import_map(context):
    names = {
        context["pathto"](f"_static/{old}", resource=True): new for old, new in _versions().items()
    }
    return "".join(
        [
            '<script type="importmap">',
            _json(
                {"imports": {old: f"{old.rpartition('/')[0]}/{new}" for old, new in names.items()}}
            ),
            "</script>\n",
        ]
    )


def add_scripts(app, pagename, templatename, context, doctree):
    """Load the scripts where there is an exercise, and tell them where the runtime is."""
    # Before all scripts: a browser heeds a map only until the first module.
    context["metatags"] = context.get("metatags", "") + _import_map(context)
    app.add_js_file("progress.js", type="module")
    if "data-shared=" in context.get("body", ""):
        app.add_js_file("live-pictures.js", type="module")
    if "live-exercise" in context.get("body", ""):
        if about := about_runtime(app.srcdir):
            script = '<script type="application/json" id="live-runtime">'
            context["body"] += f"{script}{_json(about)}</script>"
        script = "playground.js" if "live-playground" in context["body"] else "live.js"
        app.add_js_file(script, type="module")


def publish(app, error):
    """Copy the runtime into the book, and say which page has which exercises."""
    if error or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    text = json.dumps(app.env.live_exercises, sort_keys=True)
    (static / "exercises.json").write_text(text, encoding="utf-8")
    if not about_runtime(app.srcdir):
        return
    target = static / "runtime"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(Path(app.srcdir) / RUNTIME, target)


def begin(app, env, docnames):
    """Have a place for the exercises of each page."""
    if not hasattr(env, "live_exercises"):
        env.live_exercises = {}


def forget(app, env, docname):
    """Forget a page that is read again."""
    getattr(env, "live_exercises", {}).pop(docname, None)


def merge(app, env, docnames, other):
    """Take over what another process has read."""
    env.live_exercises.update({name: other.live_exercises.get(name, []) for name in docnames})


def setup(app):
    """Register the directive, and connect to the moments of a build."""
    app.add_directive("live-exercise", LiveExercise)
    app.add_directive("playground", Playground)
    app.connect("env-before-read-docs", begin)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("html-page-context", add_scripts)
    app.connect("build-finished", publish)
