"""From items to notes: fields, tags, decks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizgen.export.anki.fields import clean, deck_part, in_cloze, own_tag, tag_part
from quizgen.export.anki.notetypes import FIELDS
from quizgen.export.wording import KIND_NAMES, gapped, in_text_order, letter, shuffled
from quizgen.items.identity import folded
from quizgen.model import Blank, FillBlank, Item, Kind, ListRecall, Matching, Quiz, Term, kind_of

MOST_CLOZES = 499
"""Anki makes no card for a cloze of a higher number."""
SOURCE_TAG = "quizgen::来源::"
_LONGEST_TYPED = 20
"""Code points that one cares to type on a phone."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A note before it is known whether it is new."""

    item: str
    """The id of its item; the whole of a list has `#whole` after it."""
    kind: str
    """A key of `NOTETYPES`."""
    source: str
    article: str
    deck: str
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    """In the order of `FIELDS`; `Id`, `Version` and `Extra` are empty."""


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """An item that cannot be a note; says why."""


def drafts_of(quiz: Quiz, *, typed: bool = False) -> tuple[list[Draft], tuple[str, ...]]:
    """The notes of a quiz in the order of study, and a line for each item that cannot be one."""
    decks = _Decks(quiz)
    drafts: list[Draft] = []
    refused: list[str] = []
    for item in in_text_order(quiz.items):
        try:
            drafts += _drafts(quiz, item, decks, typed)
        except _Refused as why:
            refused.append(f"left out item {item.id}: {why}")
    return drafts, tuple(refused)


def root_deck(quiz: Quiz) -> str:
    """The name of the deck that holds all others."""
    return deck_part(quiz.title) or "quizgen"


class _Decks:
    """A subdeck an article; articles of one title in two sources are kept apart."""

    def __init__(self, quiz: Quiz) -> None:
        self._root = root_deck(quiz)
        self._sources: dict[str, set[str]] = defaultdict(set)
        self._spelt: dict[str, str] = {}
        for item in quiz.items:
            self._sources[deck_part(item.provenance.article)].add(item.provenance.source)

    def of(self, item: Item) -> str:
        place = item.provenance
        name, source = deck_part(place.article), deck_part(place.source)
        if not name:
            name = source
        elif len(self._sources[name]) > 1:
            name = f"{name}（{source}）" if source else name
        deck = f"{self._root}::{name}" if name else self._root
        # Anki's names of decks do not tell capitals from small letters.
        return self._spelt.setdefault(deck.casefold(), deck)


def _drafts(quiz: Quiz, item: Item, decks: _Decks, typed: bool) -> list[Draft]:
    place = item.provenance
    stands = " · ".join(part for part in (place.article or place.source, place.section) if part)
    common = {
        "Note": clean(item.note),
        "Hint": clean(_hint(item)),
        "Why": clean(item.why.replace(f" · {stands}", "") if stands else item.why),
        "Quote": _quote(item),
        "Source": clean(stands),
        "Difficulty": item.difficulty,
    }
    tags = _tags(kind_of(item), item.difficulty, place.source, place.section, item.tags)
    source, article, deck = clean(place.source), clean(place.article), decks.of(item)
    made: list[Draft] = []
    for suffix, kind, own in _notes(quiz, item, typed):
        if not own["Question"] or not own["Answer"]:
            raise _Refused("nothing that Anki can show is left of its question or its key")
        fields = common | own
        made.append(
            Draft(
                item=item.id + suffix,
                kind=kind,
                source=source,
                article=article,
                deck=deck,
                tags=tags,
                fields=tuple([fields.get(name, "") for name in FIELDS]),
            )
        )
    return made


@lru_cache(maxsize=1024)
def _tags(
    kind: Kind, difficulty: str, source: str, section: str, own: tuple[str, ...]
) -> tuple[str, ...]:
    tags = {
        f"quizgen::题型::{KIND_NAMES[kind]}",
        f"quizgen::难度::{difficulty}",
        *(tag for tag in map(own_tag, own) if tag),
    }
    if source:
        tags.add(SOURCE_TAG + tag_part(source))
    if section:
        tags.add(f"quizgen::章节::{tag_part(section)}")
    return tuple(sorted(tags))


def _notes(quiz: Quiz, item: Item, typed: bool) -> Sequence[tuple[str, str, dict[str, str]]]:
    """Suffix of the item's id, kind and fields of each note of an item."""
    match item:
        case FillBlank():
            return (("", "fill-blank", _fill_blank(item, typed)),)
        case ListRecall():
            one_by_one, whole = _lists(item)
            both = (("", "list", one_by_one), ("#whole", "whole-list", whole))
            # HTTP beside HTTPS: a member that can be read in another is asked with all others only.
            return both[1:] if _tells(item.member_texts) else both
        case Matching():
            return (("", "matching", _matching(quiz, item)),)
        case Term():
            fields = {"Question": clean(item.term_text), "Answer": clean(item.definiens_text)}
            if typed and len(item.term_text) <= _LONGEST_TYPED:
                fields["Typed"] = "1"
            return (("", "term", fields),)


def _cloze(number: int, key: str, cue: str = "") -> str:
    hidden = in_cloze(key)
    if not hidden:
        raise _Refused("nothing that Anki can show is left of a key")
    shown = in_cloze(cue)
    return f"{{{{c{number}::{hidden}{'::' + shown if shown else ''}}}}}"


def _countable(count: int) -> None:
    if count > MOST_CLOZES:
        raise _Refused(f"it has {count} blanks; Anki makes cards for {MOST_CLOZES} of one note")


def _fill_blank(item: FillBlank, typed: bool) -> dict[str, str]:
    # The members of a list in any order are asked on one card: each stands for the others.
    together = len(item.blanks) > 1 and item.order_free
    if not together:
        _countable(len(item.blanks))

    def cloze(number: int, blank: Blank) -> str:
        return _cloze(1 if together else number, item.stem[blank.start : blank.end], blank.cue)

    fields = {
        "Question": gapped(item, cloze, _within),
        "Answer": "、".join(clean(key) for key in item.keys),
        "Accepted": _accepted(item),
    }
    if typed and not together and max(map(len, item.keys)) <= _LONGEST_TYPED:
        fields["Typed"] = "1"
    return fields


def _within(text: str) -> str:
    """A piece of a stem: the white space at its edges stays."""
    inner = clean(text)
    if inner and text[:1].isspace():
        inner = " " + inner
    return inner + " " if inner and text[-1:].isspace() else inner


def _accepted(item: FillBlank) -> str:
    """Other right answers; the key after them where there are several blanks."""
    rows = []
    for blank in item.blanks:
        others = "、".join(clean(other) for other in blank.alternatives)
        if others:
            key = clean(item.stem[blank.start : blank.end])
            rows.append(others if len(item.blanks) == 1 else f"{others}（{key}）")
    return "；".join(rows)


def _lists(item: ListRecall) -> tuple[dict[str, str], dict[str, str]]:
    """The list member by member, and the list as a whole.

    Where the order matters, a card shows what stands before its member and hides what follows
    (the style does that); else it shows all others, so that only one answer is right.
    """
    _countable(len(item.member_texts))
    name, looks = ("ol", "steps") if item.ordered else ("ul", "others")
    gaps = "".join(
        f"<li>{_cloze(number, text)}</li>" for number, text in enumerate(item.member_texts, 1)
    )
    rows = "".join(f"<li>{clean(text)}</li>" for text in item.member_texts)
    prompt, count = clean(item.prompt), str(len(item.member_texts))
    if not prompt:
        raise _Refused("nothing that Anki can show is left of its prompt")
    one_by_one = {
        "Question": f'<div class="ask">{prompt}</div><{name} class="{looks}">{gaps}</{name}>',
        "Answer": "；".join(clean(text) for text in item.member_texts),
        "Prompt": count,
    }
    whole = {"Question": prompt, "Answer": f"<{name}>{rows}</{name}>", "Prompt": count}
    return one_by_one, whole


def _tells(members: Sequence[str]) -> bool:
    """Whether one member can be read in another."""
    words = [folded(member) for member in members]
    return any(
        one in other for at, one in enumerate(words) for by, other in enumerate(words) if at != by
    )


def _matching(quiz: Quiz, item: Matching) -> dict[str, str]:
    """Two columns, numbered and lettered; `data-key` tells the tapping script what is right."""
    shown = shuffled(quiz, item)
    places = [shown.index(number) for number in range(len(item.pairs))]
    left = "".join(f"<li>{clean(pair.premise_text)}</li>" for pair in item.pairs)
    right = "".join(f"<li>{clean(item.pairs[number].response_text)}</li>" for number in shown)
    key = "".join(
        f"<li>{clean(pair.premise_text)}<b>{letter(at)}</b><span>{clean(pair.response_text)}</span></li>"
        for pair, at in zip(item.pairs, places, strict=True)
    )
    return {
        "Question": (
            f'<div class="pairs" data-key="{" ".join(map(str, places))}">'
            f"<div><h4>{clean(item.premise_head)}</h4><ol>{left}</ol></div>"
            f'<div><h4>{clean(item.response_head)}</h4><ol class="letters">{right}</ol></div></div>'
        ),
        "Answer": f'<ol class="joined">{key}</ol>',
        "Prompt": clean(item.title),
    }


def _hint(item: Item) -> str:
    """The hint, unless cues in the question say it already."""
    cued = isinstance(item, FillBlank) and all(blank.cue for blank in item.blanks)
    return "" if cued else item.hint


def _quote(item: Item) -> str:
    """The sentence of the source, keys marked; nothing where the question is that sentence."""
    if not isinstance(item, FillBlank):
        return clean(item.provenance.quote)
    if item.provenance.quote == item.stem or folded(item.provenance.quote) == folded(item.stem):
        return ""
    said = clean(item.provenance.quote)
    once = [word for word in map(clean, item.keys) if word and said.count(word) == 1]
    if not once:
        return said
    words = "|".join(re.escape(word) for word in sorted(once, key=len, reverse=True))
    return re.sub(words, lambda found: f"<b>{found[0]}</b>", said)
