"""The one exception that a person at the console is meant to read."""


class ClassroomError(Exception):
    """Something the author or the instructor can put right; the text says what and how."""
