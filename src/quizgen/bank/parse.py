"""A bank's text into entries, each with the lines that it stands on.

PyYAML composes the nodes; types are ours, so that `no`, `1886` and `12:30` stay the words that a
person typed. Every field keeps its place in the text, so that `revise` can change one and leave
the rest, comments and all, as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from quizgen.bank.entry import Bank, BankError, Entry, Made, Place, Problem
from quizgen.bank.fields import (
    BY_NAME,
    CONFLICT,
    MADE,
    NAMES,
    FieldError,
    Shape,
    Value,
)
from quizgen.errors import InputError

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

VERSION = 1
# What YAML takes for printable, without the rarer signs that it takes for line breaks.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|\r(?!\n)"
)
_COMMENT = re.compile(r"#[^\r\n]*")
_TOP = ("bank", "title", "items")
_STARTER = "# 题库：一段一题，[[ ]] 里是答案。怎样修改见 docs/bank.md。\nbank: 1\n\nitems:\n"


def empty(path: str) -> Bank:
    """A new bank."""
    return parse(_STARTER, path)


def decode(data: bytes, path: str) -> str:
    """The text of a bank's file, its byte-order mark kept.

    Raises:
        InputError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: the bank is not UTF-8; save it as UTF-8") from None


def parse(text: str, path: str) -> Bank:
    """The entries of a bank.

    Args:
        text: of the file.
        path: for messages.

    Raises:
        BankError: what is wrong, with lines; all of it that can be told.
    """
    found = _UNPRINTABLE.search(text, 1 if text.startswith("\ufeff") else 0)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        sign = f"U+{ord(found[0]):04X}"
        raise BankError(path, (Problem(line, f"a sign that cannot be shown, {sign}; delete it"),))
    return _Parser(text, path).bank()


class _Parser:
    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        # The byte-order mark counts in no column.
        self.lines = [1 if text.startswith("\ufeff") else 0]
        self.lines += [found.end() for found in re.finditer("\n", text)]
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def bank(self) -> Bank:
        """Parse everything, and complain of everything at once."""
        top = self._compose()
        from yaml.nodes import MappingNode, ScalarNode, SequenceNode

        title, version = "", ""
        entries: list[Entry] = []
        items_end = 0
        no_items: tuple[int, int] | None = None
        if not isinstance(top, MappingNode):
            line = top.start_mark.line + 1 if top is not None else 1
            self._complain(
                line, "this is no bank; it begins with `bank: 1`, then come its `items:`"
            )
        else:
            for name, key, value in self._pairs(top, _TOP):
                if name == "items":
                    items_end = self._line_end(self._offset(key.end_mark))
                    if isinstance(value, SequenceNode):
                        if value.flow_style and not value.value:
                            no_items = self._offset(value.start_mark), self._offset(value.end_mark)
                        elif value.flow_style:
                            self._complain(
                                _line(value), "write one item below the other, each after a `- `"
                            )
                        else:
                            entries = list(self._entries(value.value))
                    elif value.value:
                        self._complain(_line(value), "items is a list; each item begins with `- `")
                elif not isinstance(value, ScalarNode):
                    self._complain(_line(value), f"{name} is a text")
                elif name == "title":
                    title = value.value
                else:
                    version = value.value
            if not items_end:
                self._complain(1, "`items:` is missing")
            if version != str(VERSION):
                what = f"version {version!r}" if version else "a file without `bank: 1`"
                self._complain(
                    1, f"{what} is no bank of this quizgen, which reads version {VERSION}"
                )
        self._check_ids(entries)
        if self.problems:
            raise BankError(self.path, tuple(sorted(self.problems, key=lambda p: p.line)))
        return Bank(self.path, self.text, title, tuple(entries), items_end, no_items)

    def _compose(self) -> Node | None:
        import yaml

        # Types are ours: the library need not guess them.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            node: Node | None = yaml.compose(self.text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            what = error.problem or str(error.context)
            hint = ""
            if "mapping values" in what or "expected <block end>" in what or "':'" in what:
                hint = (
                    "; put quotes around a text with `: ` or ` #`, or one that begins with a sign"
                )
            raise BankError(self.path, (Problem(line, f"{what}{hint}"),)) from None
        except RecursionError:
            raise BankError(self.path, (Problem(1, "lists within lists without end"),)) from None
        return node

    def _entries(self, nodes: list[Node]) -> Iterator[Entry]:
        from yaml.nodes import MappingNode

        for node in nodes:
            if not isinstance(node, MappingNode) or node.flow_style:
                self._complain(
                    _line(node), "an item is written one field a line: `- kind: …`, `  stem: …`"
                )
                continue
            before = len(self.problems)
            entry = self._entry(node)
            if len(self.problems) > before:
                continue
            if "[[" not in str(entry.fields.get("stem", "[[")):
                self._complain(
                    self._line_of(entry, "stem"), "the stem has no blank; put its key in [[ ]]"
                )
                continue
            try:
                entry.item()
            except FieldError as error:
                self._complain(self._line_of(entry, error.name), str(error))
                continue
            yield entry

    def _entry(self, node: MappingNode) -> Entry:
        fields: dict[str, Value] = {}
        conflict: dict[str, Value] = {}
        places: dict[str, Place] = {}
        made: Made | None = None
        end = self._offset(node.start_mark)
        for name, key, value in self._pairs(node, NAMES):
            place = self._place(key, value)
            places[name] = place
            end = max(end, place.end)
            if name == MADE:
                made = self._made(value)
            elif name == CONFLICT:
                conflict = self._conflict(value)
            else:
                read = self._value(name, value)
                if read or read == 0:
                    fields[name] = read
        column = node.start_mark.column
        first = self._offset(node.start_mark)
        dash = re.search(r"-[^\S\n]*$", self.text[self.text.rfind("\n", 0, first) + 1 : first])
        start = first - len(dash[0]) if dash else first
        if "kind" not in fields and not self.problems:
            self._complain(
                _line(node), f"kind is missing; it is one of {', '.join(BY_NAME['kind'].choices)}"
            )
        commented = dash is None or self._commented(places.values(), start)
        return Entry(start, end, _line(node), column, fields, places, commented, conflict, made)

    def _value(self, name: str, node: Node) -> Value:
        """A field's value; nothing if it is empty."""
        from yaml.nodes import MappingNode, ScalarNode, SequenceNode

        known = BY_NAME[name]
        if isinstance(node, ScalarNode):
            text = node.value
            if not text.strip():
                return ""
            match known.shape:
                case Shape.TEXT:
                    if known.choices and text not in known.choices:
                        near = get_close_matches(text, known.choices, 1)
                        hint = f"; did you mean {near[0]}?" if near else ""
                        self._complain(
                            _line(node),
                            f"{name} is one of {', '.join(known.choices)}, not {text!r}{hint}",
                        )
                    return str(text)
                case Shape.FLAG:
                    if text.lower() in ("true", "yes", "false", "no"):
                        return text.lower() in ("true", "yes")
                case Shape.WHOLE:
                    if text.isascii() and text.isdigit() and len(text) < 10:
                        return int(text)
                case Shape.NUMBER:
                    try:
                        number = float(text)
                    except ValueError:
                        number = -1.0
                    if 0 <= number < 1e9:
                        return number
                case Shape.TEXTS:
                    if known.inline:
                        # One tag needs no brackets.
                        return (text,)
                case Shape.PAIRS:
                    pass
        elif isinstance(node, SequenceNode):
            if known.shape is Shape.TEXTS and all(isinstance(n, ScalarNode) for n in node.value):
                self._distinct(node.value)
                return tuple(part.value for part in node.value if part.value.strip())
            if known.shape is Shape.PAIRS and all(
                isinstance(n, MappingNode)
                and n.value
                and all(isinstance(part, ScalarNode) for pair in n.value for part in pair)
                for n in node.value
            ):
                self._distinct([part for n in node.value for pair in n.value for part in pair])
                return tuple(
                    (left.value, right.value) for n in node.value for left, right in n.value
                )
        self._complain(_line(node), f"{name} is {known.shape.value}")
        return ""

    def _conflict(self, node: Node) -> dict[str, Value]:
        from yaml.nodes import MappingNode, ScalarNode

        if isinstance(node, ScalarNode) and not node.value:
            return {}
        if not isinstance(node, MappingNode):
            self._complain(_line(node), "conflict holds fields; delete it once it is settled")
            return {}
        return {name: self._value(name, value) for name, _, value in self._pairs(node, (*BY_NAME,))}

    def _made(self, node: Node) -> Made | None:
        text = node.value if isinstance(node.value, str) else ""
        id_, *parts = text.split() or [""]
        digests = dict(part.split("=", 1) for part in parts if "=" in part)
        if not id_ or "=" in id_ or len(digests) != len(parts):
            self._complain(_line(node), "made is quizgen's own line; restore it or delete it")
            return None
        return Made(id_, digests)

    def _pairs(self, node: MappingNode, known: tuple[str, ...]) -> Iterator[tuple[str, Node, Node]]:
        """Names and values; complains of unknown, doubled and shared ones."""
        from yaml.nodes import ScalarNode

        names: dict[str, int] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f"; did you mean {near[0]}?" if near else ""
                self._complain(_line(key), f"there is no field {name!r}{hint}")
            elif name in names:
                self._complain(
                    _line(key), f"{name} stands here twice, before on line {names[name]}"
                )
            else:
                names[name] = _line(key)
                if self._distinct([key, value]):
                    yield name, key, value

    def _distinct(self, nodes: list[Node]) -> bool:
        """Whether no node was met before: an alias is the node that it stands for."""
        for node in nodes:
            if id(node) in self.seen:
                self._complain(
                    _line(node), "write the words out; `&` and `*` are not understood here"
                )
                return False
            self.seen.add(id(node))
        return True

    def _place(self, key: Node, value: Node) -> Place:
        from yaml.nodes import CollectionNode

        start, colon = self._offset(key.start_mark), self._offset(key.end_mark)
        after = self.text.find(":", colon) + 1
        gaps: list[str] = []
        end = after
        for low, high in self._scalars(value):
            gaps.append(self.text[end:low])
            end = max(end, high)
        if isinstance(value, CollectionNode) and value.flow_style:
            closing = self._offset(value.end_mark)
            gaps.append(self.text[end:closing])
            end = max(end, closing)
        comments = tuple(comment for gap in gaps for comment in _COMMENT.findall(gap))
        return Place(start, after, end, comments)

    def _commented(self, places: Iterable[Place], start: int) -> bool:
        """Whether a comment stands within an entry, or at the end of its last line."""
        for place in sorted(places, key=lambda place: place.start):
            if place.comments or "#" in self.text[start : place.start]:
                return True
            start = place.end
        return "#" in self.text[start : self._line_end(start)]

    def _scalars(self, node: Node) -> Iterator[tuple[int, int]]:
        """The places of all words within, in the order of the text."""
        from yaml.nodes import MappingNode, ScalarNode

        if isinstance(node, ScalarNode):
            low, high = self._offset(node.start_mark), self._offset(node.end_mark)
            if node.style in ("|", ">"):
                # It ends where the next thing begins; the lines between are no part of it.
                high = low + len(self.text[low:high].rstrip())
            if high > low:
                yield low, high
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                yield from self._scalars(key)
                yield from self._scalars(value)
        else:
            for part in node.value:
                yield from self._scalars(part)

    def _check_ids(self, entries: list[Entry]) -> None:
        seen: dict[str, int] = {}
        for entry in entries:
            if entry.id in seen:
                self._complain(
                    self._line_of(entry, "id"),
                    f"the id {entry.id} is that of line {seen[entry.id]}; delete the id of the copy",
                )
            elif entry.id:
                seen[entry.id] = self._line_of(entry, "id")

    def _line_of(self, entry: Entry, name: str) -> int:
        place = entry.places.get(name)
        return bisect_right(self.lines, place.start) if place else entry.line

    def _offset(self, mark: object) -> int:
        line: int = mark.line  # type: ignore[attr-defined]
        column: int = mark.column  # type: ignore[attr-defined]
        return (
            min(self.lines[line] + column, len(self.text))
            if line < len(self.lines)
            else len(self.text)
        )

    def _line_end(self, offset: int) -> int:
        return self.text.find("\n", offset) + 1 or len(self.text)

    def _complain(self, line: int, text: str) -> None:
        self.problems.append(Problem(line, text))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
