"""Quoted names and titles that a sentence is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.items.idea import LONGEST_KEY, Asks, Idea
from quizgen.items.wording import Wording
from quizgen.model import KeyPhrase, Span
from quizgen.patterns import pattern

_CITES = pattern("(?:根?据|依照|按照|遵照|违反|落实|符合|取材自|选自|出自|中国)[^，。；《]{0,8}$")
_SAYS = pattern(
    "(?:（[^）]{1,20}）)?(?:明确|还|也)?(?:规定|指出|提出|要求|明确|强调|印发|颁布|施行|第[一二三四五六七八九十百0-9]+条)"
)


def quotations(wording: Wording, phrase: KeyPhrase) -> Iterator[Idea]:
    """The idea that a quoted term or a title gives; other phrases give none."""
    span = phrase.phrase
    if phrase.type not in ("quoted-term", "work") or not 2 <= span.length <= LONGEST_KEY:
        return
    asks: Asks = "work" if phrase.type == "work" else "quoted"
    if span.length == 2 and not (
        asks == "quoted" and wording.is_telling(span) and wording.is_name(span)
    ):
        return
    if asks == "work" and not _is_about_work(wording.text, span):
        return
    yield Idea((span,), phrase.rule, round(0.82 * phrase.score, 3), asks)


def _is_about_work(text: str, work: Span) -> bool:
    """Whether a title is what a sentence is about: no law that is only cited, no report that says.

    Laws and reports are many, and what they say tells none of them from the others.
    """
    return not (
        _CITES.search(text, max(0, work.start - 12), work.start - 1)
        or _SAYS.match(text, work.end + 1)
        or text.startswith("中华人民共和国", work.start)
    )
