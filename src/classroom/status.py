"""How far a submission got, which is never to be confused with how many points it got."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Status(StrEnum):
    """What an instructor has to do about a submission: nothing, look, ask for another, wait."""

    GRADED = "graded"
    NEEDS_REVIEW = "needs review"
    UNGRADABLE = "ungradable"
    NOT_SUBMITTED = "not submitted"

    @property
    def has_score(self) -> bool:
        """Say whether there is a score at all; where there is none, it is not 0."""
        return self in (Status.GRADED, Status.NEEDS_REVIEW)


NEED_A_PERSON = (Status.NEEDS_REVIEW, Status.UNGRADABLE)


@dataclass(frozen=True)
class Standing:
    """The status of one student's submission, with the reason in plain English."""

    status: Status
    reason: str = ""


def save(path: Path, standings: Mapping[str, Standing]) -> None:
    """Write the standings of a class, the same bytes for the same standings."""
    data = {student: [s.status, s.reason] for student, s in standings.items()}
    path.write_text(json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def load(path: Path) -> dict[str, Standing]:
    """Read what `save` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {student: Standing(Status(status), reason) for student, (status, reason) in data.items()}
