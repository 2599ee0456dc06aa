"""Where to blank: the candidate spans of a sentence, scored by rules with fitted weights."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.language import Language, default_language


@dataclass(frozen=True, slots=True)
class RankedBlank:
    """A candidate blank; offsets are code points of the sentence."""

    start: int
    end: int
    score: float


def rank_blanks(
    sentence: str, limit: int = 5, *, language: Language | None = None
) -> list[RankedBlank]:
    """The best places to blank in one sentence, best first."""
    del sentence, limit, language
    default_language()
    return []
