"""The course for nbgrader: `nbgrader autograde`, `nbgrader formgrader` and the others read this.

How long one cell may run is `$CLASSROOM_CELL_TIMEOUT`, 60 seconds unless it is set.
"""

from classroom.config import configure

c = get_config()  # noqa: F821  nbgrader defines it before it runs this file

c.CourseDirectory.course_id = "one_layer_many_calls"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
configure(c)
