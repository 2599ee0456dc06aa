"""Chinese study text in; Anki decks, printable sheets and question sets out.

The steps of the command line are functions here:

    >>> import quizgen
    >>> source = quizgen.read("notes.txt")  # doctest: +SKIP
    >>> quiz = quizgen.make_quiz([source], title="Notes")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizgen.pipeline import make_quiz, study
    from quizgen.ranking import rank_blanks
    from quizgen.reading import read, read_bytes

__version__ = "0.1.0"

__all__ = ["make_quiz", "rank_blanks", "read", "read_bytes", "study"]

# Names are loaded on first use: `quizgen --help` needs none of them.
_HOMES = {
    "make_quiz": "quizgen.pipeline",
    "study": "quizgen.pipeline",
    "rank_blanks": "quizgen.ranking",
    "read": "quizgen.reading",
    "read_bytes": "quizgen.reading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
