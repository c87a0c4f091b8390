"""The judge: what it confirms, what it refuses, and what happens when it cannot answer."""

import json
import os

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from classroom import runner
from classroom.config import KERNEL_ENVIRONMENT, configure
from classroom.doubts import doubts
from classroom.judge import Judge, NoJudgement, _judges
from classroom.runner import Execute
from classroom.warm import SERVER_VARIABLE, ForkServer
from topograde import ModelGraph

EXPECTED = """
a, b = keras.Input((4,)), keras.Input((4,))
one = keras.layers.Dense(3)
print(read(keras.Model([a, b], one(a) - one(b))).to_json())
"""
IMPORTS = "import keras\nimport topograde\nfrom topograde import attempt, check, expected, read"
RIGHT = """
def pair():
    a, b = keras.Input((4,)), keras.Input((4,))
    one = keras.layers.Dense(3)
    return keras.Model([a, b], one(a) - one(b))
"""
WRONG = RIGHT.replace("one(b)", "keras.layers.Dense(3)(b)")
TEST = """
model = attempt(pair)
check.input_shapes(model, [(4,), (4,)])
check.topology(model, expected("pair"))
print("Visible checks passed.")
"""
RIGHT_VERDICT = "topograde.verdict.RIGHT"
# Each lets the wrong answer pass in its own process, and leaves nothing that can be seen later.
TRICKS = {
    "the comparison": f"""
import topograde.checks.structure as place
kept = place.compare
def compare(*_):
    place.compare = kept
    return {RIGHT_VERDICT}
place.compare = compare
""",
    "the whole check": """
kept = check.topology
def topology(*_):
    check.topology = kept
check.topology = topology
""",
    "the expected graph": """
import topograde.checks.structure as place
kept = place.compare
def compare(model, wanted, *rest):
    place.compare = kept
    return kept(model, read(model), *rest)
place.compare = compare
""",
    "the way a check ends": """
import topograde.checks.structure as place
kept = place.settle
def settle(verdict):
    place.settle = kept
place.settle = settle
""",
    "the record": """
from topograde import evidence
kept = evidence.taken
def taken():
    found = kept()
    for record in found:
        record["check"] = "number"
    return found
evidence.taken = taken
import topograde.checks.structure as place
place.settle = lambda verdict: None
""",
}


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left_running():
    modules, environment = ["keras", "topograde"], KERNEL_ENVIRONMENT | os.environ
    with ForkServer(modules, environment) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv(SERVER_VARIABLE, str(server.socket))
        yield
        for each in _judges.values():
            each.close()


@pytest.fixture(scope="module")
def configuration():
    found = Config()
    configure(found)
    return found


@pytest.fixture(scope="module")
def wanted(configuration):
    notebook = new_notebook(cells=[new_code_cell(IMPORTS), new_code_cell(EXPECTED)])
    notebook.metadata["kernelspec"] = {"name": "python3"}
    Execute(config=configuration, watch=False).preprocess(notebook, {})
    graph = ModelGraph.from_json(notebook.cells[-1].outputs[-1].text)
    return json.dumps({"pair": graph.without_values().to_dict()})


@pytest.fixture
def run(configuration, wanted, tmp_path):
    """Run an answer and its test as a submission; return the test's cell and the doubts."""
    (tmp_path / "expected.json").write_text(wanted, encoding="utf-8")

    def run(answer):
        test = new_code_cell(TEST)
        test.metadata["nbgrader"] = {
            "grade": True,
            "solution": False,
            "grade_id": "pair_check",
            "points": 2,
        }
        notebook = new_notebook(cells=[new_code_cell(IMPORTS), new_code_cell(answer), test])
        notebook.metadata["kernelspec"] = {"name": "python3"}
        Execute(config=configuration).preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
        return notebook.cells[-1], doubts(notebook)

    return run


def errors(cell):
    return [output.evalue for output in cell.outputs if output.output_type == "error"]


def test_a_right_answer_is_confirmed(run):
    cell, remarks = run(RIGHT)
    assert (errors(cell), remarks) == ([], [])


def test_a_wrong_answer_fails_where_it_runs_and_the_judge_has_nothing_to_add(run):
    cell, remarks = run(WRONG)
    assert len(errors(cell)) == 1 and "should use one Dense(3)" in errors(cell)[0]
    assert remarks == []


@pytest.mark.parametrize("name", TRICKS)
def test_a_check_that_was_deceived_where_it_ran_gives_no_points(run, monkeypatch, name):
    # The seal sees most of these as well: here it is blind.
    monkeypatch.setattr(runner, "broken", lambda before, after: [])
    cell, remarks = run(WRONG + TRICKS[name])
    assert len(errors(cell)) == 1
    assert remarks[0].startswith("pair_check passed where it ran, and not where it was confirmed:")


def test_the_sentence_says_what_is_wrong(run, monkeypatch):
    monkeypatch.setattr(runner, "broken", lambda before, after: [])
    cell, _ = run(WRONG + TRICKS["the way a check ends"])
    assert "These 2 calls should use one Dense(3)" in errors(cell)[0]
    cell, _ = run(WRONG + TRICKS["the whole check"])
    assert errors(cell) == ["check.topology did not run to its end."]


@pytest.fixture(scope="module")
def judge(configuration):
    found = Judge(configuration)
    yield found
    found.close()


CASE = {
    "3": (
        'check.number(total, 264, "the sum")',
        [{"check": "number", "line": 1, "arguments": [320, 320, "the sum"], "options": {}}],
    )
}


def test_one_judge_serves_many_notebooks(judge):
    for _ in range(3):
        found = judge.objections(CASE, "{}")
        assert found == {"3": "The sum is not 320: your number is larger than the right one."}


def test_a_judge_that_died_comes_back(judge):
    judge.objections(CASE, "{}")
    process = judge._manager.provisioner.process
    process.kill()
    process.wait(20)
    assert list(judge.objections(CASE, "{}")) == ["3"]


def test_a_submission_that_nobody_could_confirm_is_for_a_person(run, monkeypatch):
    def silent(*_):
        raise NoJudgement("the judge took too long")

    monkeypatch.setattr(Judge, "objections", silent)
    cell, remarks = run(RIGHT)
    assert errors(cell) == []
    assert remarks == ["nobody could confirm its score: the judge took too long"]


def test_a_judge_without_a_warm_process_answers_too(configuration):
    cold = Config({"ClassroomProvisioner": {"warm": False, "sandbox": False}})
    judge = Judge(cold)
    try:
        assert judge.objections({"1": ("check.number(1, 1)", [])}, "{}", more=5) != {}
    finally:
        judge.close()


def test_what_the_judge_cannot_read_is_no_judgement(judge):
    with pytest.raises(NoJudgement):
        judge.objections({"3": ("check.number(", [])}, "{}")
