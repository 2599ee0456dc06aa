"""The table, parted by commas: RFC 4180, UTF-8."""

from __future__ import annotations

from quizgen.export.formats import Context, Exported
from quizgen.export.table import Options, exported
from quizgen.model import Quiz

__all__ = ["Options", "export"]


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """A row for each item."""
    return exported(quiz, options, delimiter=",", suffix=".csv")
