"""What might be asked of a sentence, and what of it goes together.

Where to blank is told by the findings (`meanings`, `quotations`, lists) and by the build of the
sentence itself (`slots`, `pairs`, `amounts`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from quizgen.items.amounts import amounts
from quizgen.items.idea import LONGEST_KEY, MOST_BLANKS, Idea
from quizgen.items.lists import counted_after, counts, in_order, whole_members
from quizgen.items.meanings import meanings
from quizgen.items.pairs import pairs
from quizgen.items.places import Places
from quizgen.items.quotations import quotations
from quizgen.items.slots import slots
from quizgen.items.wording import Wording
from quizgen.language import Language
from quizgen.model import Document, Enumeration, Findings, Span
from quizgen.rules.base import Passage
from quizgen.rules.narration import is_narration

_LONG = 7
"""A member of so many characters is a wording: others could be found for it."""
_MOST_TOGETHER = 2
"""Single blanks of one stem at most."""
_SMALL, _FEWEST_SMALL = 2, 4
"""Members of so many characters, in a list that nothing counts, are a fixed wording from so many on."""


def ideas(
    document: Document, findings: Findings, places: Places, language: Language
) -> Iterator[tuple[Span, Idea]]:
    """Each idea with its sentence; doubtful sentences give none."""

    def home(span: Span) -> Span | None:
        sentence = places.sentence(span.start)
        if sentence is None or sentence.doubtful or not sentence.span.contains(span):
            return None
        return sentence.span

    @lru_cache(maxsize=256)
    def worded(sentence: Span) -> Wording:
        return Wording(document.text, sentence, language)

    for listed in findings.enumerations:
        if sentence := home(listed.span):
            idea = _listed(worded(sentence), listed)
            if idea:
                yield sentence, idea
    for defined in findings.definitions:
        if sentence := home(defined.span):
            yield from ((sentence, idea) for idea in meanings(worded(sentence), defined))
    for phrase in findings.key_phrases:
        if sentence := home(phrase.phrase):
            yield from ((sentence, idea) for idea in quotations(worded(sentence), phrase))
    for article in document.articles:
        if is_narration(Passage(document, article, language)):
            continue
        for paragraph in article.paragraphs:
            for entry in paragraph.sentences:
                if not entry.doubtful:
                    yield from ((entry.span, idea) for idea in _told(document, worded(entry.span)))


def _told(document: Document, wording: Wording) -> Iterator[Idea]:
    """What the sentence itself tells: its build, its figures, what the writer set in bold."""
    sentence = wording.sentence
    yield from slots(wording)
    yield from pairs(wording)
    yield from amounts(document.text, sentence)
    for mark in document.emphasis[bisect_left(document.emphasis, sentence) :]:
        if mark.start >= sentence.end:
            break
        if mark.end <= sentence.end and mark.length <= LONGEST_KEY and wording.is_name(mark):
            yield Idea((mark,), "emphasis", 0.76, "phrase")


def merged(found: list[Idea]) -> list[Idea]:
    """The ideas of one sentence, best first; single blanks also together, as they tell on each other."""
    singles = [idea for idea in found if not idea.is_list]
    together: list[Idea] = []
    for idea in (single for single in singles if not single.is_figure):
        if len(together) == _MOST_TOGETHER:
            break
        if not any(a.overlaps(b) for other in together for a in other.keys for b in idea.keys):
            together.append(idea)
    result = [idea for idea in found if idea.is_list]
    if len(together) > 1:
        keys = tuple(sorted(key for idea in together for key in idea.keys))
        result.append(Idea(keys, together[0].rule, together[0].score, together[0].asks))
    return sorted(result + singles, key=lambda idea: -round(idea.score, 2))


def by_sentence(found: Iterator[tuple[Span, Idea]]) -> dict[Span, list[Idea]]:
    """The ideas of each sentence, best first."""
    groups: dict[Span, list[Idea]] = defaultdict(list)
    for sentence, idea in found:
        groups[sentence].append(idea)
    for group in groups.values():
        group.sort(key=lambda idea: (-idea.score, idea.keys))
    return groups


def _listed(wording: Wording, listed: Enumeration) -> Idea | None:
    text, sentence, language = wording.text, wording.sentence, wording.language
    if not listed.complete or len(listed.members) > MOST_BLANKS:
        return None
    if not all(wording.within(member) for member in listed.members):
        return None
    if not whole_members(text, listed.members, language, open_ended=listed.open_ended):
        return None
    span = listed.span
    before = text[max(sentence.start, span.start - 24) : span.start]
    after = text[span.end : min(sentence.end, span.end + 6)]
    announced = counts(before) or counted_after(after)
    small = all(member.length <= _SMALL for member in listed.members)
    if small and not announced and len(listed.members) < _FEWEST_SMALL:
        return None
    return Idea(
        listed.members,
        listed.rule,
        round(0.55 + 0.4 * listed.score - 0.1 * (small and not announced), 3),
        "list",
        order_free=not listed.ordered and not in_order(before),
        open_ended=listed.open_ended,
        has_rivals=not announced
        or listed.open_ended
        or any(member.length >= _LONG for member in listed.members),
    )
