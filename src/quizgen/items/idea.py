"""One idea: words of a sentence that might be blanked together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizgen.model import Span

LONGEST_KEY = 12
MOST_BLANKS = 5

Asks = Literal[
    "list", "pair", "term", "name", "role", "quoted", "work", "number", "date", "event", "phrase"
]
"""What kind of knowledge a blank asks for."""


@dataclass(frozen=True, slots=True)
class Idea:
    """Words of a sentence that might be blanked together."""

    keys: tuple[Span, ...]
    rule: str
    score: float
    asks: Asks
    order_free: bool = False
    open_ended: bool = False
    has_rivals: bool = False
    """Whether other words would fit a list as well, unless their first characters are told."""
    unit: str = ""
    """What counts a number: 万亩, %."""

    @property
    def is_list(self) -> bool:
        """Whether the keys are the members of one list."""
        return self.asks in ("list", "pair")

    @property
    def is_figure(self) -> bool:
        """Whether a number or a date is asked."""
        return self.asks in ("number", "date")
