"""Key phrases that follow from what the other families found, and the order of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quizgen.model import Definition, Document, Enumeration, KeyPhrase, Span

_LONGEST_TERM, _LONGEST_ROLE, _LONGEST_SLOGAN = 20, 24, 34
_ROLES = frozenset({"role", "positioning"})


def derived(
    document: Document, lists: Iterable[Enumeration], meanings: Iterable[Definition]
) -> Iterator[KeyPhrase]:
    """Terms that are defined, roles that are given, and lists that are one fixed wording."""
    for meaning in meanings:
        if 2 <= meaning.term.length <= _LONGEST_TERM:
            yield KeyPhrase(meaning.rule, "term", meaning.term, score=0.9 * meaning.score)
        said = document.slice(meaning.definiens)
        if (
            meaning.type in _ROLES
            and 4 <= len(said) <= _LONGEST_ROLE
            and not any(sign in said for sign in "，。；")
        ):
            yield KeyPhrase(meaning.rule, "role", meaning.definiens, score=0.97 * meaning.score)
    for found in lists:
        span = Span(found.members[0].start, found.members[-1].end)
        words = [document.slice(member) for member in found.members]
        text = document.slice(span)
        sizes = {len(word) for word in words}
        between = len(text) - sum(map(len, words))
        fixed = len(sizes) == 1 and min(sizes) >= 3 and not found.open_ended
        if (
            fixed
            and span.length <= _LONGEST_SLOGAN
            and between == len(words) - 1
            and found.complete
            and not any(sign in text for sign in "“”《》\n")
        ):
            yield KeyPhrase(found.rule, "slogan", span, score=0.92 * found.score)
        for member, word in zip(found.members, words, strict=True):
            if 4 <= len(word) <= 12 and "的" not in word and "，" not in word:
                yield KeyPhrase(found.rule, "member", member, score=0.62 * found.score)


def ranked(document: Document, phrases: Sequence[KeyPhrase]) -> list[KeyPhrase]:
    """Each different phrase once, at its surest place, best first.

    What the text repeats and what stands in a title or a heading matters more.
    """
    heads = "\n".join(
        document.slice(span)
        for article in document.articles
        for span in (article.title, *(section.heading for section in article.sections))
        if span
    )
    counts = Counter(document.slice(phrase.phrase) for phrase in phrases)
    best: dict[str, KeyPhrase] = {}
    for phrase in phrases:
        words = document.slice(phrase.phrase)
        bonus = min(0.06, 0.02 * (counts[words] - 1))
        if len(words) >= 4 and words in heads:
            bonus += 0.04
        if any(mark.overlaps(phrase.phrase) for mark in document.emphasis[:200]):
            bonus += 0.06
        score = round(min(0.98, phrase.score + bonus), 3)
        known = best.get(words)
        if known is None or score > known.score:
            best[words] = replace(phrase, score=score)
    return sorted(best.values(), key=lambda phrase: (-phrase.score, phrase.phrase))
