"""What every format needs to say of an item: its order, its gaps, its place, its key."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from quizgen.model import Blank, FillBlank, Item, Kind, ListRecall, Matching, Quiz, Term

KIND_NAMES = {
    Kind.FILL_BLANK: "填空",
    Kind.LIST_RECALL: "列举",
    Kind.MATCHING: "连线",
    Kind.TERM: "名词解释",
}
"""The kinds as sheets, cards and tables call them."""
_ENDS = frozenset("。！？!?…；;：:.")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def printable(text: str) -> str:
    """The text without signs that control rather than print, the writing direction among them."""
    return "".join(
        char
        for char in text
        if char == "\n"
        # The last two code points of a plane are no characters, and XML refuses them.
        or (unicodedata.category(char) not in ("Cc", "Cf", "Cs") and ord(char) & 0xFFFE != 0xFFFE)
    )


def in_text_order(items: Iterable[Item]) -> list[Item]:
    """The items in the order of study: by source, then by place."""
    return sorted(items, key=lambda item: (item.provenance.source, item.provenance.order, item.id))


def gapped(item: FillBlank, gap: Callable[[int, Blank], str], plain: Callable[[str], str]) -> str:
    """The stem with every blank put by `gap` (number from 1, blank) and the rest by `plain`.

    A stem that was cut out of its sentence is closed by a stop, as one would print it.
    """
    parts: list[str] = []
    at = 0
    for number, blank in enumerate(item.blanks, 1):
        parts += plain(item.stem[at : blank.start]), gap(number, blank)
        at = blank.end
    parts.append(plain(item.stem[at:] + closing(item.stem)))
    return "".join(parts)


def closing(stem: str) -> str:
    """The stop that a stem lacks at its end, or nothing."""
    last = stem.rstrip().rstrip("”’」』）)》")[-1:]
    return "" if last in _ENDS else "。"


def shuffled(quiz: Quiz, item: Matching, salt: str = "") -> Sequence[int]:
    """The order of the responses: by the seed and the salt, never that of the text."""
    order = list(range(len(item.pairs)))
    name = f"{quiz.seed}:{item.id}:{salt}" if salt else f"{quiz.seed}:{item.id}"
    random.Random(name).shuffle(order)  # noqa: S311 - no secret
    if order == sorted(order):
        order = order[1:] + order[:1]
    return order


def letter(at: int) -> str:
    """A to Z for 0 to 25, then AA, AB and so on."""
    more, last = divmod(at, len(_LETTERS))
    return (letter(more - 1) if more else "") + _LETTERS[last]


def key_texts(item: Item) -> tuple[str, ...]:
    """The key, part by part: words of blanks, members, pairs, the definiens."""
    match item:
        case FillBlank():
            return item.keys
        case ListRecall():
            return item.member_texts
        case Matching():
            return tuple(f"{pair.premise_text} — {pair.response_text}" for pair in item.pairs)
        case Term():
            return (item.definiens_text,)


def where(item: Item) -> str:
    """Source, article and section, as far as they are known."""
    place = item.provenance
    return " · ".join(part for part in (place.source, place.article, place.section) if part)
