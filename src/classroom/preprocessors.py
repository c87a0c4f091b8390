"""Steps that mend what stock nbgrader scores wrongly or shows to the wrong person.

nbgrader runs them like its own: `classroom.config` says where in its lists they stand.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from nbgrader.utils import is_grade

from classroom.alone import source_in
from classroom.doubts import REMARKED, doubts
from classroom.errors import ClassroomError
from classroom.intake import look_at, put_in_order
from classroom.places import ClassRoot
from classroom.status import Status

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LIBRARY_LOG = re.compile(
    r"WARNING: All log messages before absl::|[IWE]\d{4} [\d:.]+ |[IWE]0000 00:00:|"
    r"To enable the following instructions: "
)
_KEPT = ("nbgrader", "deletable", "editable")


class DropExecutionMetadata(NbGraderPreprocessor):
    """Drop tags and other metadata of a submission that change how it is executed.

    A cell tagged `skip-execution` does not run, and a check that did not run gets full marks.
    The kernel comes from the gradebook, so the notebook's own metadata are dropped as well.
    """

    def preprocess(self, nb, resources):
        nb.metadata.clear()
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        for key in set(cell.metadata) - set(_KEPT):
            del cell.metadata[key]
        return cell, resources


class PutInOrder(NbGraderPreprocessor):
    """Put back test cells that a learner has deleted, and note what else is odd about a file."""

    def preprocess(self, nb, resources):
        known = resources["nbgrader"]
        place = ClassRoot(Path(), known["assignment"])  # nbgrader works in the folder of the class
        if assignment := source_in(place):
            standing = look_at(place, assignment, known["student"]).standing
            if standing.status is Status.UNGRADABLE:
                raise ClassroomError(standing.reason)
            nb.metadata[REMARKED] = [standing.reason] if standing.reason else []
            put_in_order(nb, assignment)
            nb.cells = [nbformat.from_dict(cell) for cell in nb.cells]
        return nb, resources


class MoveStderr(NbGraderPreprocessor):
    """Move what a check wrote to stderr into its ordinary output.

    nbgrader gives 0 points for any text on stderr: a warning of a library would fail a right
    answer. The learner still reads the text.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        if is_grade(cell) and cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.name = "stdout"
        return cell, resources


class AskForPerson(NbGraderPreprocessor):
    """Mark a score of a notebook that a person should look at, so that formgrader lists it."""

    def preprocess(self, nb, resources):
        if doubts(nb):
            known = resources["nbgrader"]
            with Gradebook(known["db_url"]) as gradebook:
                names = (known["notebook"], known["assignment"], known["student"])
                gradebook.find_submission_notebook(*names).grades[0].needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources


class HideHiddenTests(ClearHiddenTests):
    """Keep the source of hidden tests off the feedback page, in the cell and in tracebacks.

    Only checks are looked at: a learner who types the marker in a cell of their own would
    otherwise stop their own feedback.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        if not is_grade(cell):
            return cell, resources
        before = cell.source.split("\n")
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        shown = cell.source.split("\n")
        hidden = {line.strip() for line in before if line not in shown}
        for output in cell.get("outputs", []):
            if output.output_type == "error" and _quotes(output.traceback, hidden):
                output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources


class DropLibraryLog(NbGraderPreprocessor):
    """Drop what TensorFlow's C++ side logs about the machine; it tells a learner nothing."""

    def preprocess_cell(self, cell, resources, cell_index):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                lines = output.text.splitlines(keepends=True)
                output.text = "".join(line for line in lines if not _LIBRARY_LOG.match(line))
        if "outputs" in cell:
            cell.outputs = [x for x in cell.outputs if x.get("text", "something")]
        return cell, resources


class WrapLines(NbGraderPreprocessor):
    """Wrap long lines on the feedback page: a message is a sentence, and is read as a whole."""

    def preprocess(self, nb, resources):
        resources["inlining"]["css"].append("div.output_area pre { white-space: pre-wrap; }")
        return nb, resources


def _quotes(traceback: list[str], hidden: set[str]) -> bool:
    text = _COLOUR.sub("", "\n".join(traceback))
    return any(line in text for line in hidden if len(line) > 3)  # not a bracket on its own
