"""Grades a class of submissions with nbgrader, and proves that the grading is right.

`python -m classroom --help` lists the commands. `classroom.grade.grade` grades a class from Python;
it is not imported here, because nbgrader takes seconds to import.
"""

from classroom.assignment import Assignment, Task
from classroom.errors import ClassroomError
from classroom.places import ClassRoot, Course
from classroom.status import Standing, Status

__all__ = ["Assignment", "ClassRoot", "ClassroomError", "Course", "Standing", "Status", "Task"]
