"""The rules, in order of precedence."""

from __future__ import annotations

from quizgen.rules import (
    enumeration_dunhao,
)
from quizgen.rules.base import Rule

RULES: tuple[Rule, ...] = (
    # enumerations
    enumeration_dunhao.RULE,
    # definitions
    # key phrases
)
