"""Each knowledge point once: of items that ask the same, the best.

An author who repeats himself, a text that is in two sources, and last week's article printed again
are asked once. All of it is linear in the number of items: what an item asks is looked up, never
compared with every other item.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice

from quizgen.items.identity import folded
from quizgen.model import FillBlank, Item, ListRecall, Matching, Term, kind_of

_BEFORE = 4
"""So many characters before a key tell which fact it is part of."""
_SUBJECT = 2
"""So many at the beginning of a stem tell what it is about."""
_LEAST_LIST = 3
_ALIKE = 0.5
"""A set of which so much was asked asks nothing new."""
_LOOKED_UP = 64
"""Earlier lists and sets with the same word that are compared."""


def without_doubles(items: Iterable[Item]) -> list[Item]:
    """The items, in their order, without those that ask what an earlier one asks."""
    items = list(items)
    seen = _Seen(items)
    return [item for item in items if seen.is_new(item)]


def asked(item: Item) -> frozenset[str]:
    """The words that an item asks, folded."""
    match item:
        case FillBlank():
            words: Iterable[str] = item.keys
        case Matching():
            words = (f"{pair.premise_text}|{pair.response_text}" for pair in item.pairs)
        case ListRecall():
            words = item.member_texts
        case Term():
            words = (f"{item.term_text}|{item.definiens_text}",)
    return frozenset(folded(word) for word in words)


class _Seen:
    """What was asked so far."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.explained = {
            (item.provenance.quote, folded(item.term_text))
            for item in items
            if isinstance(item, Term)
        }
        self.ids: set[str] = set()
        self.facts: set[str] = set()
        self.questions: set[tuple[str, frozenset[str]]] = set()
        self.groups: dict[str, list[frozenset[str]]] = {}
        self.by_word: defaultdict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)

    def is_new(self, item: Item) -> bool:
        """Whether an item asks something new; if so, it is remembered."""
        words = asked(item)
        facts = _facts(item)
        question = (kind_of(item).value, words)
        if item.id in self.ids or (facts and facts <= self.facts):
            return False
        if isinstance(item, FillBlank):
            # The term is to be explained, in both directions: its blank asks nothing more.
            if all((item.provenance.quote, word) in self.explained for word in words):
                return False
        elif question in self.questions:
            return False
        group = _group(item, words)
        if group and self._was_asked(group, words):
            return False
        self.ids.add(item.id)
        self.facts |= facts
        self.questions.add(question)
        if group:
            for word in words:
                self.by_word[group, word].append(words)
        return True

    def _was_asked(self, group: str, words: frozenset[str]) -> bool:
        """Whether an earlier list holds this one or is held by it, or a set shares half with it."""
        shared: Counter[frozenset[str]] = Counter()
        for word in words:
            shared.update(islice(reversed(self.by_word[group, word]), _LOOKED_UP))
        least = _ALIKE if group == "set" else 1.0
        return any(count >= least * min(len(words), len(other)) for other, count in shared.items())


def _group(item: Item, words: frozenset[str]) -> str:
    """Items within which the same list may not be asked again."""
    if isinstance(item, Matching):
        return "set"
    if isinstance(item, ListRecall) or len(words) >= _LEAST_LIST:
        return "list"
    return ""


def _facts(item: Item) -> frozenset[str]:
    """The keys of a stem, each with what the stem is about and the words before it."""
    if not isinstance(item, FillBlank):
        return frozenset()
    return frozenset(
        folded(item.stem[:_SUBJECT])
        + "|"
        + folded(item.stem[: blank.start])[-_BEFORE:]
        + "|"
        + folded(item.stem[blank.start : blank.end])
        for blank in item.blanks
    )
