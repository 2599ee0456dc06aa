"""Items of one sheet that show each other's keys.

A question shows a key if it prints the very place that is asked (the sentence that a list stands in,
with the list), or the same statement elsewhere: the key with the words before it. What a set of two
columns prints is not counted: it shows everything, and is asked for it.

Two items are told apart by place where they come from one article, and by words anywhere. All of it
is linear in the characters that are printed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quizgen.model import NOWHERE, FillBlank, Item, ListRecall, Matching, Span, Term

_BEFORE = 6
"""Characters before a key that make its statement."""
_PROBE = 6
"""Runs of so many characters are looked up; shorter statements are in every text."""
_LITTLE = 0.3
"""So much of a list to be recalled may be shown elsewhere; of other keys nothing."""


def without_giveaways(items: Sequence[Item]) -> list[Item]:
    """The items, best first, without those that show a better one's key or whose key one shows."""
    shows = _Shown(items)
    chosen: list[Item] = []
    taken: set[int] = set()
    for number, item in enumerate(items):
        if not shows.conflicts(number, taken):
            taken.add(number)
            chosen.append(item)
    return chosen


class _Shown:
    """Which item shows which keys of which others."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.keys = [_keys(item) for item in items]
        self.bearable = [
            _LITTLE * len(item.members) if isinstance(item, ListRecall) else 0 for item in items
        ]
        self.givers: defaultdict[int, dict[int, set[int]]] = defaultdict(dict)
        """Of each item: the items that show some of its keys, and the numbers of the keys."""
        self.victims: defaultdict[int, set[int]] = defaultdict(set)
        self.told: defaultdict[int, set[int]] = defaultdict(set)
        self._by_place(items)
        self._by_words(items)

    def conflicts(self, number: int, taken: set[int]) -> bool:
        """Whether an item shows too much of one that is taken, or is shown too much by those.

        If not, what it shows of the taken ones is remembered.
        """
        shown: set[int] = set()
        for giver, keys in self.givers.get(number, {}).items():
            if giver in taken:
                shown |= keys
        if len(shown) > self.bearable[number]:
            return True
        victims = [victim for victim in self.victims.get(number, ()) if victim in taken]
        for victim in victims:
            told = self.told[victim] | self.givers[victim][number]
            if len(told) > self.bearable[victim]:
                return True
        for victim in victims:
            self.told[victim] |= self.givers[victim][number]
        self.told[number] |= shown
        return False

    def _mark(self, giver: int, victim: int, key: int) -> None:
        if giver != victim:
            self.givers[victim].setdefault(giver, set()).add(key)
            self.victims[giver].add(victim)

    def _by_place(self, items: Sequence[Item]) -> None:
        """Keys that stand in what another item of the same article prints."""
        asked: defaultdict[tuple[str, str], list[tuple[Span, int, int]]] = defaultdict(list)
        for number, keys in enumerate(self.keys):
            for at, (span, _) in enumerate(keys):
                if span != NOWHERE:
                    asked[_article(items[number])].append((span, number, at))
        for group in asked.values():
            group.sort()
        for giver, item in enumerate(items):
            group = asked.get(_article(item), [])
            for shown in _printed_places(item):
                low = bisect_left(group, (Span(shown.start, 0), -1, -1))
                while low < len(group) and group[low][0].start < shown.end:
                    span, victim, at = group[low]
                    low += 1
                    if shown.contains(span):
                        self._mark(giver, victim, at)

    def _by_words(self, items: Sequence[Item]) -> None:
        """Statements that another item prints in other places."""
        wanted: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for number, keys in enumerate(self.keys):
            for at, (_, statement) in enumerate(keys):
                if len(statement) >= _PROBE:
                    wanted[statement[-_PROBE:]].append((statement, number, at))
        for giver, item in enumerate(items):
            for text in _printed_texts(item):
                for at in range(len(text) - _PROBE + 1):
                    for statement, victim, key in wanted.get(text[at : at + _PROBE], ()):
                        if text.endswith(statement, 0, at + _PROBE):
                            self._mark(giver, victim, key)


def _article(item: Item) -> tuple[str, str]:
    return item.provenance.source, item.provenance.article


def _keys(item: Item) -> list[tuple[Span, str]]:
    """Each part of the key: its place, and its words with those before it."""
    match item:
        case FillBlank():
            return [
                (blank.span, item.stem[max(0, blank.start - _BEFORE) : blank.end])
                for blank in item.blanks
            ]
        case ListRecall():
            return list(zip(item.members, item.member_texts, strict=True))
        case Term():
            return [(item.definiens, item.definiens_text)]
        case Matching():
            return []


def _printed_places(item: Item) -> Iterator[Span]:
    """The places of the text that a question prints, without its keys."""
    if isinstance(item, FillBlank):
        gaps = [blank.span for blank in item.blanks if blank.span != NOWHERE]
        for span in item.stem_spans:
            yield from _between(span, gaps)


def _between(span: Span, gaps: Iterable[Span]) -> Iterator[Span]:
    at = span.start
    for gap in sorted(gaps):
        if span.contains(gap):
            if gap.start > at:
                yield Span(at, gap.start)
            at = gap.end
    if at < span.end:
        yield Span(at, span.end)


def _printed_texts(item: Item) -> Iterator[str]:
    """What a question prints, parted at its gaps."""
    match item:
        case FillBlank():
            at = 0
            for blank in item.blanks:
                yield item.stem[at : blank.start]
                at = blank.end
            yield item.stem[at:]
        case ListRecall():
            yield item.prompt
        case Term() | Matching():
            return
