"""The report on a class: what to teach again, who needs a person, how hard each task was.

One page for an assignment and one for the whole course, each in a single file that needs no network
and holds no program; CSV and JSON beside them.
"""

from classroom.report.classreport import class_report
from classroom.report.coursereport import course_report

__all__ = ["class_report", "course_report"]
