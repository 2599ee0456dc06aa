"""Moving, adding and removing the blanks of a stem, and making one kind of item of another."""

from __future__ import annotations

from quizgen.bank.blanks import parse_stem, write_stem
from quizgen.bank.fields import BY_NAME, Fields, Value, texts_of
from quizgen.errors import InputError
from quizgen.model import NOWHERE, Blank, Kind


class CannotError(InputError):
    """What was asked cannot be done to this item; the message says why."""


def move(stem: str, which: int, *, start: int = 0, end: int = 0) -> str:
    """The marked stem with the edges of one blank moved by so many characters.

    Raises:
        CannotError: the blank would be empty, leave the stem, or run into another.
    """
    text, blanks = _parsed(stem)
    if not 0 <= which < len(blanks):
        raise CannotError("there is no such blank")
    old = blanks[which]
    low, high = old.start + start, old.end + end
    least = blanks[which - 1].end if which else 0
    most = blanks[which + 1].start if which + 1 < len(blanks) else len(text)
    if not least <= low < high <= most:
        raise CannotError("the blank cannot go further")
    # Cue and other wordings belong to the old key.
    blanks[which] = Blank(low, high, NOWHERE)
    return write_stem(text, blanks)


def add(stem: str) -> tuple[str, int]:
    """The marked stem with one more blank, at the widest free place, and the number of that blank.

    Raises:
        CannotError: there is no room.
    """
    text, blanks = _parsed(stem)
    edges = [0, *(edge for blank in blanks for edge in (blank.start, blank.end)), len(text)]
    rooms = [(edges[at + 1] - edges[at], edges[at]) for at in range(0, len(edges), 2)]
    room, low = max(rooms, key=lambda pair: (pair[0], -pair[1]))
    if room < 1:
        raise CannotError("there is no room for another blank")
    size = min(2, room)
    start = low + (room - size) // 2
    made = Blank(start, start + size, NOWHERE)
    blanks = sorted([*blanks, made], key=lambda blank: blank.start)
    return write_stem(text, blanks), blanks.index(made)


def remove(stem: str, which: int) -> str:
    """The marked stem without one of its blanks.

    Raises:
        CannotError: it is the last one.
    """
    text, blanks = _parsed(stem)
    if len(blanks) < 2:
        raise CannotError("a stem needs a blank; drop the item instead")
    del blanks[which]
    return write_stem(text, blanks)


def convert(fields: Fields, kind: Kind) -> dict[str, Value]:
    """The fields of an item, made into another kind of item.

    Raises:
        CannotError: this kind cannot be made of it.
    """
    was = Kind(str(fields["kind"]))
    made = {name: value for name, value in fields.items() if kind in BY_NAME[name].kinds}
    made["kind"] = kind.value
    quote = str(fields.get("quote", ""))
    if kind is was:
        return dict(fields)
    if was is Kind.FILL_BLANK:
        text, blanks = _parsed(str(fields["stem"]))
        keys = [text[blank.start : blank.end] for blank in blanks]
        if kind is Kind.TERM:
            made |= {"term": keys[0], "definition": text}
            return made
        if kind is Kind.LIST_RECALL and len(keys) > 1:
            prompt = f"{text[: blanks[0].start]}……{text[blanks[-1].end :]}——请写出{len(keys)}项。"
            made |= {"prompt": prompt, "members": tuple(keys)}
            return made
    if kind is Kind.FILL_BLANK:
        keys = [str(fields["term"])] if was is Kind.TERM else list(texts_of(fields, "members"))
        if keys:
            made["stem"] = _blanked(quote, keys)
            return made
    raise CannotError(f"no {kind} can be made of this {was}; add one by hand")


def _blanked(text: str, keys: list[str]) -> str:
    """The text with its keys as blanks, in the order in which they come."""
    blanks: list[Blank] = []
    at = 0
    for key in keys:
        start = text.find(key, at)
        if start < 0:
            raise CannotError(f"“{key}” does not stand in the sentence of the source")
        at = start + len(key)
        blanks.append(Blank(start, at, NOWHERE))
    return write_stem(text, blanks)


def _parsed(stem: str) -> tuple[str, list[Blank]]:
    text, blanks = parse_stem(stem)
    return text, list(blanks)
