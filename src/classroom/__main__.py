"""The commands of the course: release, check, sample, grade, report.

Exit status: 0 when all is well, 1 when a check found a difference, 2 when the command could not
run, 3 when all is graded but for submissions that need a person, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from classroom.config import SANDBOX_VARIABLE
from classroom.console import Watcher, bar, table
from classroom.errors import ClassroomError
from classroom.export import Row
from classroom.grade import How, grader
from classroom.places import ClassRoot, Course
from classroom.proof import prove, prove_mutants
from classroom.release import outdated, release
from classroom.sample import make_sample, surprises
from classroom.status import NEED_A_PERSON

SAMPLE = Path("_build/sample_class")
MUTATION_SCORE = 0.95  # the share of mutants that the checks must find


def main(arguments: list[str] | None = None) -> int:
    """Run one command for the course in the current folder and return its exit status."""
    options = _parser().parse_args(arguments)
    course = Course(Path.cwd())
    if getattr(options, "no_sandbox", False):
        os.environ[SANDBOX_VARIABLE] = "off"  # for nbgrader, too, which runs as its own process
    try:
        return options.run(course, options)
    except ClassroomError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted. What was run is kept: the same command goes on.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m classroom",
        description="Release, prove and grade the assignments of the course in this folder.",
        epilog="Exit status: 0 all is well, 1 a check found a difference, 2 it could not run, "
        "3 some submissions need a person, 130 it was interrupted.",
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    _add(commands, _release, "regenerate an assignment's exercise from its source").add_argument(
        "--check", action="store_true", help="only say which files are not current"
    )
    command = _add(commands, _check, "prove the answer corpus and the authoring rules", nargs="*")
    command.add_argument(
        "--mutants",
        type=int,
        metavar="N",
        help="grade up to N mutants of each reference answer in place of the corpus",
    )
    _add_no_sandbox(command)
    _add(commands, _sample, f"make a sample class in {SAMPLE}")
    command = _add(commands, _grade, "grade everything that a class handed in", nargs="*")
    _add_class_root(command)
    _add_grading_options(command)
    text = "write the report of a class: on an assignment, and on all that were graded"
    _add_class_root(_add(commands, _report, text, nargs="?"))
    return parser


def _add_class_root(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--class-root",
        type=Path,
        default=Path("."),
        metavar="DIR",
        help="the folder with submitted/<student>/<assignment>/ (default: this folder)",
    )


def _add_grading_options(command: argparse.ArgumentParser) -> None:
    _add_no_sandbox(command)
    add = command.add_argument
    add(
        "--student",
        action="append",
        default=[],
        metavar="ID",
        help="grade this student only; may be given several times",
    )
    add(
        "--jobs",
        type=_count,
        metavar="N",
        help="submissions to run at once (default: as many as processors and memory allow)",
    )
    add(
        "--timeout",
        type=_count,
        metavar="S",
        help="seconds that one cell may run, more on a busy machine "
        "(default: $CLASSROOM_CELL_TIMEOUT, or 60)",
    )
    add(
        "--memory",
        type=_gigabytes,
        metavar="GB",
        help="memory that one submission may use in its sandbox (default: 4)",
    )
    add(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="run the submissions on the workers of this Dask scheduler: tcp://host:8786",
    )
    add("--force", action="store_true", help="run everything again, changed or not")


def _add(commands, run, text: str, nargs: str | None = None) -> argparse.ArgumentParser:
    command = commands.add_parser(run.__name__.strip("_"), help=text, description=text)
    command.add_argument("assignment", nargs=nargs, help="such as 05_shared_layers")
    command.set_defaults(run=run)
    return command


def _add_no_sandbox(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run submissions with all rights of this account: they can read and change "
        "everything that you can",
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 on")
    return int(text)


def _gigabytes(text: str) -> int:
    try:
        size = float(text)
    except ValueError:
        size = 0.0
    if not 0 < size < 1e6:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of gigabytes")
    return round(size * (1 << 30))


def _release(course: Course, options: argparse.Namespace) -> int:
    work = outdated if options.check else release
    changed = [path.relative_to(course.root) for path in work(course, options.assignment)]
    verb = "is not current:" if options.check else "wrote"
    for path in changed:
        print(verb, path)
    if not changed:
        print(f"{options.assignment}: every generated file is current.")
    return 1 if options.check and changed else 0


def _check(course: Course, options: argparse.Namespace) -> int:
    names = options.assignment or course.assignments()
    if not names:
        raise ClassroomError("There is no assignment in solutions/ to check.")
    if options.mutants:
        return _check_mutants(course, names, options.mutants)
    differences = []
    for name in names:
        print(f"Proving {name}: every answer of its corpus is graded ...", flush=True)
        proof = prove(course, name, course.root / "_build" / "proof" / name)
        print("\n".join(proof.lines))
        differences += proof.differences
    for difference in differences:
        print(f"✗ {difference}")
    count = len(differences)
    print(f"{count} differences." if count else "Everything is as the corpus says.")
    return 1 if count else 0


def _check_mutants(course: Course, names: list[str], limit: int) -> int:
    killed = made = 0
    for name in names:
        print(f"Grading mutants of the reference answers of {name} ...", flush=True)
        proof = prove_mutants(course, name, course.root / "_build" / "mutants" / name, limit)
        print("\n".join([*proof.lines, *(f"✗ {x}" for x in proof.differences)]), flush=True)
        killed, made = killed + proof.killed, made + proof.made
    print(f"Mutation score: {killed} of {made} mutants killed, {killed / made:.1%}.")
    return 0 if killed >= MUTATION_SCORE * made else 1


def _sample(course: Course, options: argparse.Namespace) -> int:
    place = ClassRoot(SAMPLE, options.assignment)
    make_sample(course, place)
    print(f"A sample class is in {SAMPLE}. Grade it with:")
    print(f"python -m classroom grade {options.assignment} --class-root {SAMPLE} --timeout 20")
    return 0


def _grade(course: Course, options: argparse.Namespace) -> int:
    names = options.assignment or _handed_in(course, options.class_root)
    how = How(
        options.timeout,
        options.memory,
        options.jobs,
        options.scheduler,
        frozenset(options.student),
        options.force,
    )
    sample = ClassRoot(options.class_root, "").expected_scores.is_file()
    with grader(course, names, how) as run:
        places = [ClassRoot(options.class_root, name, apart=sample) for name in names]
        return max(_grade_one(run, place) for place in places)


def _handed_in(course: Course, root: Path) -> list[str]:
    names = [name for name in course.assignments() if any(root.glob(f"submitted/*/{name}"))]
    if not names:
        raise ClassroomError(f"There is no assignment of this course in {root / 'submitted'}.")
    return names


def _grade_one(run: Callable[[ClassRoot, Watcher], list[Row]], place: ClassRoot) -> int:
    print(f"Grading {place.assignment} ...", flush=True)
    with bar() as watcher:
        rows = run(place, watcher)
    print(table(rows))
    print()
    if place.gradebook.is_file():  # it may be on a server instead
        print(f"Gradebook       {place.gradebook}")
    print(f"Table of scores {place.scores}")
    print(f"Feedback pages  {place.feedback('<student>')}/{place.assignment}.html")
    print(f"nbgrader's log  {place.log}")
    if not place.expected_scores.is_file():
        return 3 if any(row["status"] in NEED_A_PERSON for row in rows) else 0
    differences = surprises(place, rows)
    print("\n".join(differences) or "The scores are the ones the answer corpus says.")
    return 1 if differences else 0


def _report(course: Course, options: argparse.Namespace) -> int:
    from classroom.report import class_report, course_report  # Keras takes seconds to import

    names = [options.assignment] if options.assignment else course.assignments()
    for place in (ClassRoot(options.class_root, name) for name in names):
        if options.assignment or place.scores.is_file():
            print(f"Class report    {class_report(course, place)}")
    print(f"Course report   {course_report(course, options.class_root)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
