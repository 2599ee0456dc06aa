"""Marks, as a teacher writes them: `1` for all kinds, or `fill-blank=1,term=5`."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.errors import InputError
from quizgen.model import Kind

Marks = Mapping[Kind, float]
"""For one blank, one point of a list, one line, one term."""
_MOST = 100


def parse_marks(text: str) -> Marks:
    """The marks that `text` gives for each answer, by kind; nothing if it is empty.

    Raises:
        InputError: a kind that there is not, or no number of marks.
    """
    if not text.strip():
        return {}
    if "=" not in text:
        return dict.fromkeys(Kind, _number(text))
    found: dict[Kind, float] = {}
    for setting in text.split(","):
        name, _, number = setting.partition("=")
        try:
            found[Kind(name.strip())] = _number(number)
        except ValueError:
            known = ", ".join(kind.value for kind in Kind)
            raise InputError(f"marks: {name.strip()!r} is no kind; there are {known}") from None
    return found


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number <= _MOST or number * 2 != int(number * 2):
        raise InputError(
            f"marks: {text.strip()!r} is no number of marks; write 1 or 0.5, or fill-blank=1,term=5"
        )
    return number


def written(marks: float) -> str:
    """The number without a needless fraction."""
    return f"{marks:g}" if marks < 1e5 else str(int(marks))
