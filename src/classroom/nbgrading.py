"""nbgrader's steps for one assignment of one class, in this process.

They are nbgrader's own converters and its gradebook, with the course's nbgrader_config.py, and no
other, whichever class is graded. nbgrader changes the current folder while it works: one thread
alone may take these steps.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import warnings
from base64 import b64encode
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.api
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import _temp_alembic_ini
from nbgrader.preprocessors import CheckCellMetadata
from nbgrader.utils import find_all_files
from sqlalchemy.exc import SAWarning
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from classroom.alone import end
from classroom.assignment import Notebook
from classroom.config import prepare
from classroom.errors import ClassroomError
from classroom.execution import Job, Result
from classroom.failure import reason
from classroom.logs import caught
from classroom.places import ClassRoot, Course
from classroom.preprocessors import PutInOrder
from classroom.runner import Execute

Settings = dict[str, dict[str, Any]]
# The sections of the configuration that say how a notebook is run.
_RUNNING = ("Execute", "ClassroomProvisioner")
# nbgrader opens its gradebook nine times for a student, each time with an engine of its own, which
# compiles every statement anew. Closed engines open again.
nbgrader.api.create_engine = lru_cache(maxsize=8)(nbgrader.api.create_engine)


def _newest_schema() -> str:
    with _temp_alembic_ini("sqlite://") as path:
        return ScriptDirectory.from_config(AlembicConfig(path)).get_current_head()


# For a new gradebook nbgrader starts the program `alembic`, in two seconds, if it is on the path.
nbgrader.api.get_alembic_version = _newest_schema
_EXCEPTION = re.compile(r"^([\w.]+(?:Error|Exception|Exit)\b.*)$", re.MULTILINE)


class NotGraded(Exception):
    """nbgrader did not take its step; the text says why."""


class _Scoring(Autograde):
    """The second half of nbgrader's converter: what is frozen needs no sanitising."""

    def convert_single_notebook(self, notebook_filename: str) -> None:
        frozen = Path(notebook_filename)
        folder = Path(self._format_dest(frozen.parent.name, frozen.parent.parent.name))
        folder.mkdir(parents=True, exist_ok=True)
        self._sanitizing = False
        self._init_preprocessors()
        BaseConverter.convert_single_notebook(self, shutil.copy(frozen, folder))


class Nbgrader:
    """nbgrader for one assignment of one class; what it logs is added to the class's log.

    Args:
        settings: what overrides nbgrader_config.py, such as `{"Execute": {"timeout": 20}}`.

    Raises:
        ClassroomError: if the course has no nbgrader_config.py.
    """

    def __init__(self, course: Course, place: ClassRoot, settings: Settings | None = None):
        self._place = place
        self._config = _configuration(course, place, settings or {})
        self._coursedir = CourseDirectory(config=self._config)
        self._coursedir.assignment_id = place.assignment

    def gradebook(self) -> Gradebook:
        """Open the gradebook, for a `with` block."""
        return Gradebook(self._coursedir.db_url, self._coursedir.course_id)

    def register(self) -> None:
        """Tell the gradebook the tests that solutions/ has now.

        Raises:
            ClassroomError: if nbgrader refuses the notebook.
        """
        with tempfile.TemporaryDirectory() as unused:
            self._coursedir.release_directory = unused
            try:
                self._take(self._converter(GenerateAssignment))
            except NotGraded as error:
                raise ClassroomError(
                    f"nbgrader refuses solutions/{self._place.assignment}: {error} "
                    f"(see {self._place.log})."
                ) from error

    def freeze(self, student: str, notebook: Notebook) -> Job:
        """Make a submission ready to be run, with nbgrader's tests in it and the files beside it.

        Raises:
            NotGraded: if a step of nbgrader's fails on the notebook.
        """
        name = self._place.assignment
        facts = {"student": student, "assignment": name, "notebook": name}
        converter = self._converter(Autograde)
        exporter = NotebookExporter(parent=converter, config=self._config)
        for step in converter.sanitize_preprocessors:
            if step is PutInOrder:
                continue  # intake has done it
            exporter.register_preprocessor(step)
        try:
            with caught():
                text, _ = exporter.from_notebook_node(
                    nbformat.reads(json.dumps(notebook), as_version=4),
                    {"nbgrader": facts | {"db_url": self._coursedir.db_url}},
                )
        except Exception as error:
            raise NotGraded(reason(error)) from error
        return Job(nbformat.reads(text, as_version=4), self._files, self._settings)

    def autograde(self, student: str, result: Callable[[NotebookNode], Result]) -> None:
        """Write a student's scores into the gradebook; `result` says what the frozen notebook gave.

        Raises:
            NotGraded: if nbgrader fails, or the notebook could not be run.
        """
        failure = ""

        def recall(notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
            nonlocal failure
            found = result(notebook)
            if failure := found.failure:
                raise NotGraded(failure)
            found.fill_in(notebook)
            return notebook, resources

        converter = self._converter(_Scoring)
        converter.autograde_preprocessors = [
            recall if step is Execute else step
            for step in converter.autograde_preprocessors
            if step is not CheckCellMetadata  # they were checked when it was frozen
        ]
        try:
            self._take(converter, student)
        except NotGraded as error:
            raise NotGraded(failure or str(error)) from error

    def feedback(self, student: str) -> None:
        """Write a student's feedback page.

        Raises:
            NotGraded: if nbgrader fails.
        """
        self._take(self._converter(GenerateFeedback), student)

    @cached_property
    def _files(self) -> dict[str, str]:
        source = self._coursedir.source_directory
        folder = Path(self._coursedir.format_path(source, ".", self._place.assignment))
        paths = find_all_files(str(folder), [*self._coursedir.ignore, "*.ipynb"])
        return {
            str(Path(path).relative_to(folder)): b64encode(Path(path).read_bytes()).decode()
            for path in sorted(paths)
        }

    @cached_property
    def _settings(self) -> Settings:
        def plain(section: Config) -> dict[str, Any]:
            return {name: value for name, value in section.items() if not callable(value)}

        return {name: plain(self._config[name]) for name in _RUNNING}

    def _converter(self, kind: type[BaseConverter]) -> BaseConverter:
        converter = kind(coursedir=self._coursedir, config=self._config)
        converter.force = True
        return converter

    def _take(self, converter: BaseConverter, student: str = "*") -> None:
        self._coursedir.student_id = student
        with caught() as text, warnings.catch_warnings():
            # SQLAlchemy warns about the order in which nbgrader adds what belongs together.
            warnings.simplefilter("ignore", SAWarning)
            try:
                converter.start()
            except Exception as error:
                raise NotGraded(_words(text.getvalue(), error)) from error
            finally:
                self.note(text.getvalue())

    def note(self, text: str) -> None:
        """Add lines to the class's log."""
        with self._place.log.open("a", encoding="utf-8") as log:
            log.write(text)


def _configuration(course: Course, place: ClassRoot, settings: Settings) -> Config:
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(course.root))
    try:
        config = loader.load_config()
    except ConfigFileNotFound as error:
        raise ClassroomError(f"There is no nbgrader_config.py in {course.root}.") from error
    config.CourseDirectory.root = str(place.root.resolve())
    config.CourseDirectory.submitted_directory = "accepted"
    if place.apart:
        config.CourseDirectory.db_url = f"sqlite:///{place.gradebook.resolve()}"
    hidden = [str(course.root.resolve()), str(place.root.resolve())]
    config.ClassroomProvisioner.hidden = hidden
    # What these do for one student after the other is done here once for all of them.
    for name, ours in {"pre_convert_hook": prepare, "post_convert_hook": end}.items():
        if config.Autograde.get(name) is ours:
            del config.Autograde[name]
    config.merge(Config(settings))
    return config


def _words(log: str, error: Exception) -> str:
    """Say what went wrong: the last exception in the log, or the one that was raised.

    >>> _words("Traceback ...\\nValueError: 7 is too many\\n", RuntimeError("see the log"))
    'nbgrader could not grade it: ValueError: 7 is too many'
    """
    found = _EXCEPTION.findall(log)
    return f"nbgrader could not grade it: {found[-1]}" if found else reason(error)
