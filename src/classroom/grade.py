"""Grade one assignment of one class: intake, run the notebooks, score them, write feedback.

Each submission is first frozen: put in order, with nbgrader's tests in it. What is frozen can be
run anywhere and in any order, by as many processes as there are; what came of it is kept at once.
Meanwhile nbgrader scores one student after the other from these results, so that its gradebook, its
formgrader and its feedback pages are the instructor's as ever. Whoever stops this on the way loses
nothing but the runs that were under way.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from dataclasses import asdict, dataclass
from functools import partial

from nbformat import NotebookNode
from nbgrader.api import SubmittedAssignment

from classroom.assignment import Assignment, Notebook
from classroom.config import sandboxed, warm_kernels
from classroom.console import Silent, Watcher
from classroom.doubts import doubts
from classroom.enclosure import require_sandbox
from classroom.errors import ClassroomError
from classroom.execution import Job, Result, execute
from classroom.export import Row, score_table, write_table
from classroom.feedback import feedback_piece, write_feedback
from classroom.intake import Submission, everybody, look_at
from classroom.nbgrading import Nbgrader, NotGraded, Settings
from classroom.places import ClassRoot, Course
from classroom.preload import imported_modules, shared_server
from classroom.results import Results, environment, key_of, text_of
from classroom.settled import BY_HAND, Facts, facts, grades_of, looked_at, settled
from classroom.status import Standing, Status, load, save
from classroom.workers import GivenUp, LocalWorkers, Workers, as_many_as_fit

_BATCH = 4  # feedback pages that one process writes at a time


@dataclass(frozen=True)
class How:
    """How to grade: whom, with what limits, and where.

    Args:
        timeout: seconds that one cell may run; what the course's configuration says if left out.
        memory: resident memory in bytes that one submission may use; likewise.
        jobs: how many submissions are run at once; as many as this machine can if left out.
        scheduler: the address of a Dask scheduler whose workers are to run them.
        students: the ids of those to be graded; all if left out.
        force: run again what was run before, although nothing changed since.
    """

    timeout: int | None = None
    memory: int | None = None
    jobs: int | None = None
    scheduler: str = ""
    students: frozenset[str] = frozenset()
    force: bool = False

    @property
    def settings(self) -> Settings:
        """These limits as nbgrader's configuration."""
        limits = {
            "Execute": {"timeout": self.timeout},
            "ClassroomProvisioner": {"memory": self.memory},
        }
        return {
            name: {key: value for key, value in section.items() if value is not None}
            for name, section in limits.items()
        }


def grade(
    course: Course, place: ClassRoot, how: How | None = None, watcher: Watcher | None = None
) -> list[Row]:
    """Grade what was handed in for an assignment, again if need be.

    Returns:
        The rows of the exported table of scores, one for each student.

    Raises:
        ClassroomError: if grading itself could not run. A submission that cannot be graded is no
            error: it is a row with its status and reason, and without a score.
    """
    with grader(course, [place.assignment], how) as run:
        return run(place, watcher or Silent())


@contextmanager
def grader(
    course: Course, names: Iterable[str], how: How | None = None
) -> Iterator[Callable[[ClassRoot, Watcher], list[Row]]]:
    """Return what grades one of these assignments after the other, in the same processes."""
    how = how or How()
    assignments = {name: Assignment.read(course.source(name)) for name in names}
    if sandboxed() and not how.scheduler:
        require_sandbox()

    def run(place: ClassRoot, watcher: Watcher) -> list[Row]:
        if not any(place.root.glob("submitted/*")):
            folder = place.submitted("<student>")
            raise ClassroomError(f"Nobody handed anything in: there is no folder {folder}.")
        with _alone(place):
            assignment = assignments[place.assignment]
            return _Grading(course, place, assignment, how, watcher).run(runners, writers)

    with _processes(assignments.values(), how) as (runners, writers):
        yield run


@contextmanager
def _alone(place: ClassRoot) -> Iterator[None]:
    with (place.root / ".classroom.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ClassroomError(f"Somebody else is grading {place.root} now.") from None
        yield


@contextmanager
def _processes(assignments: Iterable[Assignment], how: How) -> Iterator[tuple[Workers, Workers]]:
    """Start what runs the notebooks, and what writes the feedback here."""
    jobs = how.jobs or as_many_as_fit()
    modules = imported_modules(*assignments) if warm_kernels() else []
    far = _cluster(how.scheduler, modules) if how.scheduler else shared_server(modules)
    with far as cluster, LocalWorkers(jobs) as near:
        yield cluster or near, near


def _cluster(address: str, modules: Iterable[str]) -> AbstractContextManager[Workers]:
    try:
        from classroom.cluster import DaskWorkers
    except ImportError as error:
        raise ClassroomError("--scheduler needs Dask: pip install distributed") from error
    return DaskWorkers(address, modules)


class _Grading:
    """One run of the grading of an assignment, step by step."""

    def __init__(
        self,
        course: Course,
        place: ClassRoot,
        assignment: Assignment,
        how: How,
        watcher: Watcher,
    ):
        self._course, self._place, self._assignment = course, place, assignment
        self._how, self._watcher = how, watcher
        self._nbgrader = Nbgrader(course, place, how.settings)
        self._results = Results(place.executed)
        self._standings: dict[str, Standing] = {}
        self._jobs: dict[str, Job] = {}  # by the keys of their results
        self._keys: dict[str, str] = {}  # by student
        self._failed: dict[str, Result] = {}  # by key
        self._anew: set[str] = set()  # keys of what was run now
        self._waiting: dict[str, list[str]] = {}  # students by the keys of what runs
        self._before = load(place.statuses) if place.statuses.is_file() else {}
        self._settled: dict[str, Facts] = {}  # by student

    def run(self, runners: Workers, writers: Workers) -> list[Row]:
        """Take all steps, and return the rows of the table of scores."""
        self._refuse_strangers()
        with self._nbgrader.gradebook() as gradebook:
            self._settled = settled(gradebook, self._place, self._before)
        others = self._clear()
        self._register()
        self._grade(self._look(), runners)
        self._forget_scores()
        self._ask_persons()
        self._write_feedback(writers)
        save(self._place.statuses, others | self._standings)
        return self._export()

    def _everybody(self) -> set[str]:
        with self._nbgrader.gradebook() as gradebook:
            return everybody(self._place, [student.id for student in gradebook.students])

    def _refuse_strangers(self) -> None:
        """Raise a ClassroomError for a mistyped name, before anything is changed."""
        if strangers := self._how.students - self._everybody():
            raise ClassroomError(
                f"There is no student {', '.join(sorted(strangers))}: no such folder is in "
                f"{self._place.root / 'submitted'}, and no such name in the gradebook."
            )

    def _clear(self) -> dict[str, Standing]:
        """Remove what an earlier grading left, and return the standings of students not chosen.

        Whatever happens from here on, nothing of it is taken for a result.
        """
        place, chosen = self._place, self._how.students
        others = {s: found for s, found in self._before.items() if chosen and s not in chosen}
        for step in ("accepted", "autograded", "feedback"):
            for folder in place.root.glob(f"{step}/*/{place.assignment}"):
                if not chosen or folder.parent.name in chosen:
                    shutil.rmtree(folder)
        shutil.rmtree(place.reports, ignore_errors=True)
        place.reports.mkdir(parents=True)
        if others:
            save(place.statuses, others)
        return others

    def _register(self) -> None:
        # Every time, so that the gradebook has the tests that solutions/ has now.
        ours = self._course.source(self._place.assignment).parent
        source = self._place.root / "solutions" / self._place.assignment
        if source.resolve() != ours.resolve():
            shutil.rmtree(source, ignore_errors=True)
            shutil.copytree(ours, source)
        self._nbgrader.register()

    def _look(self) -> list[Submission]:
        students = self._how.students or self._everybody()
        submissions = [look_at(self._place, self._assignment, each) for each in sorted(students)]
        for submission in submissions:
            self._standings[submission.student] = submission.standing
            if not submission.notebook:
                self._watcher.found(submission.standing.status)
        return [submission for submission in submissions if submission.notebook]

    def _grade(self, accepted: list[Submission], runners: Workers) -> None:
        """Run what has no result yet; meanwhile this process freezes and scores the others."""
        with self._watcher.step("Grading", len(accepted)) as advance:
            missing = self._missing(accepted, advance)
            for key, text in runners.results(execute, missing):
                result = self._kept(key, text)
                for student in self._waiting.pop(key):
                    self._settle(student, result, advance)
        if not self._how.students:
            self._results.keep(self._jobs)

    def _missing(
        self, accepted: list[Submission], advance: Callable[[], None]
    ) -> Iterator[tuple[str, str]]:
        """Freeze one submission after the other, and yield those to be run; score the others."""
        versions = environment()
        for submission in accepted:
            student = submission.student
            try:
                job = self._nbgrader.freeze(student, submission.notebook)
            except NotGraded as error:
                self._give_up(student, str(error))
                self._watcher.found(Status.UNGRADABLE)
                advance()
                continue
            _accept(self._place, submission, job.notebook)
            self._keys[student] = key = key_of(job, versions)
            self._jobs.setdefault(key, job)
            if key in self._waiting:
                self._waiting[key].append(student)
            elif known := self._known(key):
                self._settle(student, known, advance)
            else:
                self._anew.add(key)
                self._waiting[key] = [student]
                yield key, json.dumps(asdict(job))

    def _known(self, key: str) -> Result | None:
        if self._how.force and key not in self._anew:
            return None
        return self._failed.get(key) or self._results.find(key)

    def _kept(self, key: str, text: str | GivenUp) -> Result:
        found = isinstance(text, str)
        result = Result(**json.loads(text)) if found else Result(failure=str(text))
        self._nbgrader.note(result.log)
        if result.failure:
            # It is not kept: next time there may be more memory, or a machine that lives.
            self._failed[key] = result
        else:
            self._results.save(key, result)
        return result

    def _settle(self, student: str, result: Result, advance: Callable[[], None]) -> None:
        """Score what a student's notebook gave."""
        job, known = self._jobs[self._keys[student]], self._standings[student]
        if not result.failure and (remarks := doubts(_filled(job, result))):
            reasons = [known.reason, *remarks] if known.reason else remarks
            self._standings[student] = Standing(Status.NEEDS_REVIEW, "; ".join(reasons))
        try:
            self._nbgrader.autograde(student, partial(_unless_changed, job, result))
        except NotGraded as error:
            self._give_up(student, str(error))
        self._watcher.found(self._standings[student].status)
        advance()

    def _give_up(self, student: str, why: str) -> None:
        self._standings[student] = Standing(Status.UNGRADABLE, why)

    def _forget_scores(self) -> None:
        """Take the points of an earlier grading from students who have no score now.

        Points given by hand stay in the gradebook, and nbgrader shows the submission as one that
        needs a person.
        """
        without = {s for s, found in self._standings.items() if not found.status.has_score}
        with self._nbgrader.gradebook() as gradebook:
            for submission in gradebook.assignment_submissions(self._place.assignment):
                if submission.student.id in without:
                    for found in grades_of(submission):
                        found.auto_score, found.needs_manual_grade = None, True
            gradebook.db.commit()

    def _ask_persons(self) -> None:
        """Mark in formgrader what a person should look at, but for what somebody has settled.

        nbgrader keeps points that were given by hand for a file, or tests, that there were before.
        """
        with self._nbgrader.gradebook() as gradebook:
            for submission in gradebook.assignment_submissions(self._place.assignment):
                standing = self._standings.get(submission.student.id)
                if standing and standing.status.has_score:
                    self._ask(submission, standing)
            gradebook.db.commit()

    def _ask(self, submission: SubmittedAssignment, standing: Standing) -> None:
        student, grades = submission.student.id, grades_of(submission)
        key = self._keys[student]
        now = facts(submission, text_of(self._jobs[key].notebook), standing.reason)
        if self._settled.get(student) == now:
            for found in grades:
                found.needs_manual_grade = False
            self._standings[student] = looked_at(standing)
            return
        was_asked = self._before.get(student, standing).reason.endswith(BY_HAND)
        extra = any(grade.extra_credit for grade in grades) and (key in self._anew or was_asked)
        if extra or any(grade.manual_score is not None for grade in grades):
            reasons = filter(None, [standing.reason, BY_HAND])
            standing = Standing(Status.NEEDS_REVIEW, "; ".join(reasons))
        if standing.status is Status.NEEDS_REVIEW and not any(g.needs_manual_grade for g in grades):
            asked = next((grade for grade in grades if grade.extra_credit), grades[0])
            asked.needs_manual_grade = True
        self._standings[student] = standing

    def _write_feedback(self, writers: Workers) -> None:
        scored = [s for s, found in self._standings.items() if found.status.has_score]
        pieces = (
            (f"{first}", feedback_piece(self._course, self._place, scored[first : first + _BATCH]))
            for first in range(0, len(scored), _BATCH)
        )
        with self._watcher.step("Feedback", len(scored)) as advance:
            for first, _ in writers.results(write_feedback, pieces):
                for _ in scored[int(first) :][:_BATCH]:
                    advance()
        for student in scored:
            if not (self._place.feedback(student) / f"{self._place.assignment}.html").is_file():
                remark = f"it has no feedback page (see {self._place.log.name})"
                self._standings[student] = Standing(Status.NEEDS_REVIEW, remark)

    def _export(self) -> list[Row]:
        with self._nbgrader.gradebook() as gradebook:
            columns, rows = score_table(gradebook, self._place.root, {self._place.assignment})
        write_table(self._place.scores, columns, rows)
        return rows


def executed_notebook(place: ClassRoot, student: str) -> Notebook | None:
    """Return the notebook that was executed and scored, or None if it did not get so far."""
    path = place.autograded(student) / f"{place.assignment}.ipynb"
    if not path.is_file():
        return None
    notebook = json.loads(path.read_text(encoding="utf-8"))
    # Before it is executed a sanitised copy lies there, without what the kernel says of itself.
    return notebook if "language_info" in notebook["metadata"] else None


def _accept(place: ClassRoot, submission: Submission, frozen: Notebook) -> None:
    folder = place.accepted(submission.student)
    folder.mkdir(parents=True)
    text = json.dumps(frozen, indent=1)
    (folder / f"{place.assignment}.ipynb").write_text(text, encoding="utf-8")
    if submission.timestamp:
        (folder / "timestamp.txt").write_text(submission.timestamp, encoding="utf-8")
    # nbgrader's exchange gives feedback to whoever knows this.
    secret = place.submitted(submission.student) / "submission_secret.txt"
    if secret.is_file() and not secret.is_symlink():
        shutil.copy(secret, folder)


def _unless_changed(job: Job, result: Result, notebook: NotebookNode) -> Result:
    same = text_of(notebook) == text_of(job.notebook)
    return result if same else Result(failure="it changed while it was graded")


def _filled(job: Job, result: Result) -> NotebookNode:
    notebook = deepcopy(job.notebook)
    result.fill_in(notebook)
    return notebook
