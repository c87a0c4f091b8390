"""The wording that learners read, held by a golden file.

    python tests/topograde/test_explain.py

writes the file anew; read the difference as a confused beginner would before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import keras
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from pairs import DIFFERENT

from topograde import compare, read
from topograde.misconceptions import MISCONCEPTIONS

CHAPTERS = Path(__file__).parents[2] / "chapters"
GOLDEN = Path(__file__).parent / "golden" / "sentences.txt"


def sentences() -> str:
    """Return what each look-alike of the table is told, one paragraph each."""
    paragraphs = []
    for pair, _ in DIFFERENT:
        keras.utils.clear_session()
        keras.utils.set_random_seed(0)
        answer, expected = pair()
        paragraphs.append(f"{pair.__name__}\n  {compare(answer, read(expected)).sentence}\n")
    return "\n".join(paragraphs)


def test_the_wording_is_the_one_that_was_agreed_on():
    assert sentences() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MISCONCEPTIONS)
def test_every_misconception_teaches(name):
    misconception = MISCONCEPTIONS[name]
    assert misconception.belief.endswith(".")
    assert not misconception.advice.endswith(".") and misconception.advice[0].islower()
    assert len(set(misconception.hints)) == 3
    if misconception.section:
        chapter, _, section = misconception.section.partition(": ")
        page = (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
        assert f"\n## {section}\n" in page


def test_sentences_are_one_sentence_of_a_readable_length():
    for paragraph in sentences().strip().split("\n\n"):
        sentence = paragraph.split("\n  ")[1]
        assert sentence.endswith(".") and len(sentence.split()) <= 60, sentence


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(sentences(), encoding="utf-8")
