"""The configuration: our steps stand in nbgrader's own lists, and the time limit is one number."""

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.converters import Autograde, GenerateFeedback
from traitlets.config import Config

from classroom import ClassroomError
from classroom.config import cell_timeout, configure
from classroom.preprocessors import AskForPerson, DropLibraryLog, MoveStderr


def names(steps: list[type]) -> list[str]:
    return [step.__name__ for step in steps]


@pytest.fixture
def configuration(monkeypatch) -> Config:
    monkeypatch.setenv("CLASSROOM_CELL_TIMEOUT", "7")
    c = Config()
    configure(c)
    return c


def test_nothing_of_nbgrader_is_left_out_or_reordered(configuration):
    stock, ours = Autograde(), configuration.Autograde
    assert ours.sanitize_preprocessors[2:] == stock.sanitize_preprocessors
    for step in (MoveStderr, AskForPerson):
        ours.autograde_preprocessors.remove(step)
    assert names(ours.autograde_preprocessors) == names(stock.autograde_preprocessors)


def test_stderr_is_moved_before_points_are_given(configuration):
    steps = names(configuration.Autograde.autograde_preprocessors)
    order = ["Execute", "MoveStderr", "SaveAutoGrades", "AskForPerson"]
    assert sorted(order, key=steps.index) == order


def test_hidden_tests_are_hidden_after_the_scores_are_read(configuration):
    steps = names(configuration.GenerateFeedback.preprocessors)
    assert steps[:2] == ["GetGrades", "HideHiddenTests"]
    assert set(names(GenerateFeedback().preprocessors)) <= set(steps)


def test_one_variable_sets_the_limit(configuration):
    assert configuration.Execute.timeout == 7


def test_feedback_drops_the_log_of_a_library_and_keeps_what_the_learner_printed():
    log = (
        "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
        "I0000 00:00:1795461647.758286    7818 port.cc:153] oneDNN custom operations are on.\n"
        "E0000 00:00:1795461650.163990    7818 cuda_platform.cc:52] failed call to cuInit\n"
    )
    printed = [new_output("stream", text=log), new_output("stream", text="mine\n" + log)]
    cell = new_code_cell(outputs=[*printed, new_output("display_data")])
    cell, _ = DropLibraryLog().preprocess_cell(cell, {}, 0)
    assert [output.get("text") for output in cell.outputs] == ["mine\n", None]


@pytest.mark.parametrize("text", ["soon", "-1", "0", "1.5"])
def test_a_limit_that_is_no_number_of_seconds_is_refused(monkeypatch, text):
    monkeypatch.setenv("CLASSROOM_CELL_TIMEOUT", text)
    with pytest.raises(ClassroomError, match="give whole seconds"):
        cell_timeout()
