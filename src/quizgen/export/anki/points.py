"""Knowledge points: finds the earlier note that asks the same, whatever its wording now.

An item's id says it at once where it is still the same. Where a typo was mended, a heading
changed or a newer quizgen cuts the sentence otherwise, what is asked and the words around it are
compared.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quizgen.export.anki.edition import Note
from quizgen.export.anki.notes import Draft
from quizgen.export.anki.notetypes import ANSWER, FIELDS, QUESTION
from quizgen.items.identity import folded

# The thresholds are chosen so that a mended character in a short key, or a clause more in its
# sentence, keep a note, and another key in the same sentence does not.
_KEY_ALIKE = 0.6
_KEYS_ALIKE = 0.5
_ALIKE = 0.7
_ALIKE_ELSEWHERE = 0.9
_ASKED_WEIGHT = {"fill-blank": 0.5, "term": 0.5}
_ASKED_WEIGHT_OF_LISTS = 0.9
"""A list or a set of pairs is what it asks; its prompt or title is little of it."""
_COMMON = 300
"""Pairs of characters that more notes than this share tell nothing."""
_NEAREST = 6

_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.S)
_TAG = re.compile(r"<[^>]+>")
_ROW = re.compile(r"<li>(.*?)</li>", re.S)


@dataclass(frozen=True, slots=True)
class _Point:
    """What a note asks, and the words around it, folded."""

    kind: str
    asked: tuple[str, ...]
    context: frozenset[str]
    """The pairs of characters of the question without what is asked."""

    @property
    def pairs(self) -> frozenset[str]:
        return self.context.union(*map(_pairs, self.asked))


def match(
    drafts: Sequence[Draft],
    before: Sequence[Note],
    sources: Iterable[str],
    offered: Collection[str] = (),
) -> list[Note | None]:
    """The earlier note of each draft, or None: no note is given twice.

    Args:
        drafts: the notes of this run.
        before: the notes of the last edition.
        sources: the names of the texts of this run. Notes of other texts are not reworded
            notes of these, unless a text is new here whose notes are mostly those of an old one:
            then its file was renamed.
        offered: ids of items that the texts still offer, asked in this run or not: their notes
            are not reworded ones.
    """
    by_item = {note.item: note for note in before}
    found: list[Note | None] = [None] * len(drafts)
    taken: set[str] = set()
    for number, draft in enumerate(drafts):
        note = by_item.get(draft.item)
        if note and note.kind == draft.kind and note.guid not in taken:
            found[number] = note
            taken.add(note.guid)
    here = {*sources, *renamed(drafts, before, sources)}
    free = [
        note
        for note in before
        if note.guid not in taken
        and note.source in here
        and note.item.partition("#")[0] not in offered
    ]
    open_ = [number for number, note in enumerate(found) if note is None]
    if free and open_:
        _match_reworded(drafts, open_, free, found, before)
    return found


def renamed(drafts: Sequence[Draft], before: Sequence[Note], sources: Iterable[str]) -> set[str]:
    """Old names of texts that are in this run under a new name."""
    now, then = set(sources), {note.source for note in before}
    of_item = {note.item: note.source for note in before}
    shared: Counter[str] = Counter()
    for draft in drafts:
        old = of_item.get(draft.item)
        if old is not None and old not in now and draft.source not in then:
            shared[old] += 1
    asked = Counter(note.source for note in before if not note.removed)
    return {old for old, count in shared.items() if 2 * count >= asked[old]}


def _match_reworded(
    drafts: Sequence[Draft],
    open_: Sequence[int],
    free: Sequence[Note],
    found: list[Note | None],
    before: Sequence[Note],
) -> None:
    """Fill `found` with reworded notes, the surest first."""
    articles_now = {draft.article for draft in drafts}
    articles_then = {note.article for note in before}
    points = [_point(note.kind, note.fields) for note in free]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, (note, point) in enumerate(zip(free, points, strict=True)):
        for pair in point.pairs:
            holders[note.kind, pair].append(at)
    likely: list[tuple[float, int, int]] = []
    for number in open_:
        draft = drafts[number]
        point = _point(draft.kind, draft.fields)
        shared: Counter[int] = Counter()
        for pair in sorted(point.pairs):
            those = holders.get((draft.kind, pair), ())
            if len(those) <= _COMMON:
                shared.update(those)
        for at, _ in shared.most_common(_NEAREST):
            same_place = draft.article == free[at].article or (
                draft.article not in articles_then or free[at].article not in articles_now
            )
            likeness = _likeness(point, points[at])
            if likeness >= (_ALIKE if same_place else _ALIKE_ELSEWHERE):
                likely.append((-likeness, number, at))
    given: set[int] = set()
    for _, number, at in sorted(likely):
        if found[number] is None and at not in given:
            found[number] = free[at]
            given.add(at)


def _point(kind: str, fields: Sequence[str]) -> _Point:
    question, answer = fields[QUESTION], fields[ANSWER]
    match kind:
        case "fill-blank" | "list":
            asked = [key for _, key, _ in _CLOZE.findall(question)]
            context = _CLOZE.sub("", question)
        case "whole-list":
            asked, context = _ROW.findall(answer), question
        case "matching":
            asked, context = _ROW.findall(answer), fields[FIELDS.index("Prompt")]
            asked = [re.sub("<b>[A-Z]+</b>", "", row) for row in asked]
        case _:
            asked, context = [question], answer
    return _Point(kind, tuple(map(_words, asked)), _pairs(_words(context)))


def _words(markup: str) -> str:
    return folded(html.unescape(_TAG.sub("", markup)))


def _likeness(one: _Point, other: _Point) -> float:
    """0 to 1: how much alike two points are."""
    left = list(other.asked)
    total = 0.0
    for key in one.asked:
        best = max(((_dice(Counter(key), Counter(k)), k) for k in left), default=(0.0, ""))
        if best[0] >= _KEY_ALIKE:
            total += best[0]
            left.remove(best[1])
    asked = 2 * total / (len(one.asked) + len(other.asked))
    if asked < _KEYS_ALIKE:
        return 0.0
    sizes = len(one.context) + len(other.context)
    context = 2 * len(one.context & other.context) / sizes if sizes else 1.0
    weight = _ASKED_WEIGHT.get(one.kind, _ASKED_WEIGHT_OF_LISTS)
    return weight * asked + (1 - weight) * context


def _dice(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags of characters."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 2] for i in range(len(words) - 1)) or frozenset({words})


def keep_numbers(question: str, old: str) -> str:
    """The question with each key under the number that its cloze had in the old one.

    Anki keeps one card a number: so a member put in before others does not take their progress.
    """
    before = _CLOZE.findall(old)
    keys = _CLOZE.findall(question)
    numbers = [int(number) for number, _, _ in before]
    if len(set(numbers)) < len(numbers) or len({n for n, _, _ in keys}) < len(keys):
        return question
    known = dict(zip((_words(key) for _, key, _ in before), numbers, strict=True))
    words = [_words(key) for _, key, _ in keys]
    # A key that was mended takes the number that is left over, if only one is.
    chosen = [known.get(word) for word in words]
    spare = sorted(set(numbers) - set(chosen))
    if chosen.count(None) == len(spare) == 1 and len(keys) == len(before):
        chosen[chosen.index(None)] = spare[0]
    if len(set(filter(None, chosen))) < sum(number is not None for number in chosen):
        return question
    unused = iter(n for n in range(max(numbers, default=0) + 1, 10_000))
    final = iter([number or next(unused) for number in chosen])

    def renumbered(found: re.Match[str]) -> str:
        return f"{{{{c{next(final)}{found[0][found[0].index('::') :]}"

    return _CLOZE.sub(renumbered, question)
