"""The rules, in order of precedence."""

from __future__ import annotations

from quizgen.rules.base import Rule

RULES: tuple[Rule, ...] = (
    # enumerations
    # definitions
    # key phrases
)
