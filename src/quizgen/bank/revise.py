"""Changes to a bank's text that leave everything else in it as it was, to the last sign."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from quizgen.bank.entry import Bank, Entry, Place
from quizgen.bank.fields import BY_NAME, CONFLICT, NAMES, Fields, Shape, Value

_COLUMN = 2
"""The column of the fields of a new item."""


class Revision:
    """Changes gathered against one state of a bank; `text` carries them out."""

    def __init__(self, bank: Bank) -> None:
        """Begin without a change."""
        self.bank = bank
        self._splices: list[tuple[int, int, str]] = []
        self._after: dict[tuple[int, str], list[str]] = {}
        self._column = bank.entries[0].column if bank.entries else _COLUMN

    def set(self, entry: Entry, name: str, value: Value | Fields) -> None:
        """Give a field a value; it is added if there is none, after those that come before it."""
        place = entry.places.get(name)
        if place is not None:
            written = _written(name, value, entry.column)[len(name) + 1 :]
            self._splice(place.value, place.end, written)
            self._keep_comments(entry, place)
            return
        before = [known for known in NAMES[: NAMES.index(name)] if known in entry.places]
        # Behind the last of them on the page, whatever order a person brought them into; behind the
        # first line if there is none.
        ends = [entry.places[known].end for known in before]
        anchor = max(ends) if ends else min(place.end for place in entry.places.values())
        line = " " * entry.column + _written(name, value, entry.column)
        self._after.setdefault((self._line_end(anchor), name), []).append(line)

    def remove(self, entry: Entry, name: str) -> None:
        """Take a field out, with its line; or leave it empty where the item begins with it."""
        place = entry.places.get(name)
        if place is None:
            return
        low = self.bank.text.rfind("\n", 0, place.start) + 1
        high = self._line_end(place.end)
        alone = not self.bank.text[low : place.start].strip()
        commented = "#" in self.bank.text[place.end : high]
        if alone and not commented:
            self._splice(low, high, self._comments(entry, place))
        else:
            self._splice(place.value, place.end, "")
            self._keep_comments(entry, place)

    def drop(self, entry: Entry) -> None:
        """Take an item out; comments above and below it stay."""
        text = self.bank.text
        low = text.rfind("\n", 0, entry.start) + 1
        above = text.rfind("\n", 0, max(0, low - 1)) + 1
        if above < low and not text[above:low].strip():
            # The blank line above it goes with it.
            low = above
        self._splice(low, self._line_end(entry.end), "")

    def add(self, after: Entry | None, fields: Mapping[str, Value | Fields]) -> None:
        """Put a new item behind another; at the head of the bank if `after` is None."""
        indent = " " * self._column
        lines = [
            indent + _written(name, fields[name], self._column) for name in NAMES if name in fields
        ]
        dash = self._column - 2
        body = "\n".join(lines)
        body = f"{' ' * dash}- {body[self._column :]}"
        at = self._line_end(after.end) if after else self.bank.items_end
        if self.bank.no_items and not self._splices:
            self._splice(*self.bank.no_items, "")
        self._after.setdefault((at, ""), []).append(f"\n{body}")

    def text(self) -> str:
        """The bank's text with all changes."""
        splices = [*self._splices]
        order = {name: number for number, name in enumerate((*NAMES, ""))}
        for (at, _), lines in sorted(
            self._after.items(), key=lambda pair: (pair[0][0], order[pair[0][1]])
        ):
            new = "".join(f"{line}\n" for line in lines)
            # The file may end without a line break.
            open_end = at == len(self.bank.text) and not self.bank.text.endswith("\n")
            splices.append((at, at, f"\n{new}" if open_end and self._first(at, splices) else new))
        splices.sort(key=lambda splice: splice[:2])
        text, parts, done = self.bank.text, [], 0
        for start, end, new in splices:
            if start < done:
                raise ValueError("two changes of the same place of a bank")
            parts.append(text[done:start])
            parts.append(new if self.bank.newline == "\n" else new.replace("\n", self.bank.newline))
            done = end
        parts.append(text[done:])
        return "".join(parts)

    @staticmethod
    def _first(at: int, splices: Sequence[tuple[int, int, str]]) -> bool:
        """Whether no line was put at this place yet."""
        return not any(start == end == at and "\n" in new for start, end, new in splices)

    def _comments(self, entry: Entry, place: Place) -> str:
        """The comments within a field, on lines of their own."""
        return "".join(f"{' ' * entry.column}{comment}\n" for comment in place.comments)

    def _keep_comments(self, entry: Entry, place: Place) -> None:
        """Put the comments within a field that is written anew above it."""
        low = self.bank.text.rfind("\n", 0, place.start) + 1
        if place.comments:
            self._splice(low, low, self._comments(entry, place))

    def _splice(self, start: int, end: int, new: str) -> None:
        self._splices.append((start, end, new))

    def _line_end(self, offset: int) -> int:
        found = self.bank.text.find("\n", offset)
        return found + 1 if found >= 0 else len(self.bank.text)


def _written(name: str, value: Value | Fields, column: int) -> str:
    """`name: value`, further lines indented to `column`."""
    import yaml

    flow = name in BY_NAME and BY_NAME[name].shape is Shape.TEXTS and BY_NAME[name].inline
    text = yaml.dump(
        {name: _plain(name, value)},
        Dumper=_dumper(),
        allow_unicode=True,
        width=2**30,
        default_flow_style=None if flow else False,
        sort_keys=False,
    ).rstrip("\n")
    return text.replace("\n", "\n" + " " * column)


def _plain(name: str, value: Value | Fields) -> Any:
    """The value as the library writes it."""
    if name == CONFLICT and isinstance(value, Mapping):
        return {key: _plain(key, value[key]) for key in BY_NAME if key in value}
    match value:
        case bool() | int() | float() | str():
            return value
    if name == "pairs":
        pairs = cast("tuple[tuple[str, str], ...]", value)
        return [{left: right} for left, right in pairs]
    return [str(part) for part in value]


@cache
def _dumper() -> Any:
    """The library's writer, texts of several lines within quotes."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        pass

    def text(dumper: Any, value: str) -> Any:
        style = '"' if re.search("[\n\r\x85\u2028\u2029]", value) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return Dumper
