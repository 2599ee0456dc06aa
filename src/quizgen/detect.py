"""Runs the rules and settles overlaps. Holds no pattern of its own.

The policy, family by family; the families do not compete:

- A story (see `rules.narration`) is not studied: nothing is taken from it.
- Two lists that name the same members are one; the surer wins, then the rule that stands earlier
  in `RULES`. A list within a member of another is a finding of its own.
- Two definitions of one place are one, whichever way they divide it; so are two key phrases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from quizgen.language import Language
from quizgen.model import (
    Definition,
    Document,
    Enumeration,
    Finding,
    Findings,
    KeyPhrase,
    Span,
    Verdict,
)
from quizgen.rules import RULES
from quizgen.rules.base import Passage
from quizgen.rules.narration import is_narration
from quizgen.rules.phrases import derived, ranked

_F = TypeVar("_F", Enumeration, Definition, KeyPhrase)
_SAME_LIST = 0.6
"""Two lists are one if they share so many of the members of the shorter."""
_SAME_DEFINITION = 0.8
"""Two definitions are one if the shorter definiens lies so far within the longer."""


def detect(document: Document, language: Language) -> Findings:
    """Find the enumerations, definitions and key phrases of a document."""
    enumerations: list[Enumeration] = []
    definitions: list[Definition] = []
    key_phrases: list[KeyPhrase] = []
    verdicts: list[Verdict] = []
    for article in document.articles:
        passage = Passage(document, article, language)
        if is_narration(passage):
            continue
        for rule in RULES:
            for finding in rule.detect(passage):
                match finding:
                    case Enumeration():
                        enumerations.append(finding)
                    case Definition():
                        definitions.append(finding)
                    case KeyPhrase():
                        key_phrases.append(finding)
    lists = _settle(enumerations, _is_same_list, "names the same members", verdicts)
    meanings = _settle(definitions, _is_same_definition, "defines the same place", verdicts)
    key_phrases += derived(document, lists, meanings)
    phrases = _settle(key_phrases, _is_same_phrase, "the same words", verdicts)
    return Findings(
        tuple(sorted(lists, key=lambda f: (f.span.start, -f.span.end))),
        tuple(sorted(meanings, key=lambda f: (f.span.start, -f.span.end))),
        tuple(ranked(document, phrases)),
        tuple(verdicts),
    )


def _settle(
    found: Sequence[_F],
    is_same: Callable[[_F, _F], bool],
    reason: str,
    verdicts: list[Verdict],
) -> list[_F]:
    """The surest of each group of rivals; each loser is put down in `verdicts`.

    Only findings that overlap are compared, so the cost grows with the text, not its square.
    """
    order = {rule.name: place for place, rule in enumerate(RULES)}
    best_first = sorted(
        range(len(found)),
        key=lambda k: (-found[k].score, order.get(found[k].rule, len(order)), k),
    )
    taken: dict[int, list[_F]] = {}
    kept: list[_F] = []
    for index in best_first:
        finding = found[index]
        cells = range(finding.span.start // _CELL, finding.span.end // _CELL + 1)
        winner = _first_rival(finding, taken, cells, is_same)
        if winner is not None:
            loser: Finding = finding
            verdicts.append(Verdict(loser, winner, reason))
            continue
        kept.append(finding)
        for cell in cells:
            taken.setdefault(cell, []).append(finding)
    return kept


_CELL = 256


def _first_rival(
    finding: _F, taken: dict[int, list[_F]], cells: range, is_same: Callable[[_F, _F], bool]
) -> _F | None:
    for cell in cells:
        for other in taken.get(cell, ()):
            if other.span.overlaps(finding.span) and is_same(other, finding):
                return other
    return None


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _is_same_list(one: Enumeration, other: Enumeration) -> bool:
    """Whether most members of the shorter list are, but for their edges, members of the other."""
    few, many = sorted((one.members, other.members), key=len)
    alike = 0
    for member in few:
        for rival in many:
            shared = _shared(member, rival)
            if shared * 10 >= 7 * max(member.length, rival.length):
                alike += 1
                break
    return alike >= _SAME_LIST * len(few)


def _is_same_definition(one: Definition, other: Definition) -> bool:
    """Whether the terms overlap and one definiens holds most of the other."""
    if not one.term.overlaps(other.term) and not (
        one.term.overlaps(other.definiens) and one.definiens.overlaps(other.term)
    ):
        return False
    shared = _shared(one.definiens, other.definiens)
    shorter = min(one.definiens.length, other.definiens.length)
    return shared >= _SAME_DEFINITION * shorter or one.definiens.overlaps(other.term)


def _is_same_phrase(one: KeyPhrase, other: KeyPhrase) -> bool:
    return one.phrase == other.phrase
