"""The looks of a Word file: styles of paragraphs and words, and the numbers of its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from quizgen.reading.archive import attribute, local_name
from quizgen.reading.numbering import written

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Role = Literal["", "title", "caption", "code", "contents"]

BULLET: Final = "• "
"""For every bullet: the signs of symbol fonts are none that one can type."""
_LONGEST_CHAIN: Final = 20
"""Styles based on one another; a broken file may go round in a circle."""
_HEADING = re.compile(r"^(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_ROLES: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(r"^(?:title|标题|標題)$", re.IGNORECASE), "title"),
    (re.compile(r"^(?:caption|题注|題注|标号|圖說|table caption|image caption|figure caption)$", re.IGNORECASE), "caption"),
    (re.compile(r"^(?:toc \d|toc heading|目录.*|contents.*|table of (?:figures|authorities)|index.*)$", re.IGNORECASE), "contents"),
    (re.compile(r"^(?:html preformatted|source code|preformatted text|plain code|code|代码)$", re.IGNORECASE), "code"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What the style and the properties of a paragraph say."""

    role: Role = ""
    heading: int = 0
    """Its level from 1; 0 if it is none."""
    list_id: str = ""
    list_level: int = 0
    strong: bool = False
    """Whether all its words are set in bold: then bold says nothing about one of them."""


@dataclass(frozen=True, slots=True)
class Font:
    """What the properties of a run say."""

    strong: bool = False
    hidden: bool = False
    position: str = ""
    """`superscript`, `subscript`, or nothing."""


def value(properties: Element | None, name: str) -> str:
    """The value of a property, or nothing if it is not set."""
    for child in properties if properties is not None else ():
        if local_name(child) == name:
            return attribute(child, "val")
    return ""


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a property is on; nothing if it is not set."""
    for child in properties if properties is not None else ():
        if local_name(child) == name:
            return attribute(child, "val", "1") not in ("0", "false", "off", "none")
    return None


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local_name(child) == name), None)


class Styles:
    """The styles of a file, each with all that it inherits."""

    def __init__(self, root: Element | None) -> None:
        """Take the part `styles.xml`, if there is one."""
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._looks: dict[str, Look] = {}
        for style in root if root is not None else ():
            if local_name(style) != "style":
                continue
            name = attribute(style, "styleId")
            self._elements[name] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in (
                "1",
                "true",
            ):
                self._default = name

    def paragraph(self, properties: Element | None) -> Look:
        """The look of a paragraph with these properties."""
        look = self._style(value(properties, "pStyle") or self._default)
        return look if properties is None else _refined(look, properties, None)

    def run(self, properties: Element | None, look: Look) -> Font:
        """The font of a run with these properties in a paragraph of this look."""
        if properties is None:
            return Font()
        style = self._elements.get(value(properties, "rStyle"))
        inherited = _child(style, "rPr") if style is not None else None
        bold = is_on(properties, "b")
        if bold is None:
            bold = is_on(inherited, "b") or False
        marked = is_on(properties, "highlight") or is_on(properties, "em") or False
        return Font(
            strong=marked or (bold and not look.strong and not look.heading and not look.role),
            hidden=is_on(properties, "vanish") or False,
            position=value(properties, "vertAlign").removeprefix("baseline"),
        )

    def _style(self, name: str) -> Look:
        if name not in self._looks:
            chain: list[Element] = []
            at = name
            while (style := self._elements.get(at)) is not None and len(chain) < _LONGEST_CHAIN:
                chain.append(style)
                at = value(style, "basedOn")
            look = Look()
            for style in reversed(chain):
                properties = _child(style, "pPr")
                look = _refined(look, properties, style)
            self._looks[name] = look
        return self._looks[name]


def _refined(look: Look, properties: Element | None, style: Element | None) -> Look:
    """The look with what these properties, and the name of this style, add to it."""
    if style is not None:
        name = value(style, "name").strip()
        if found := _HEADING.match(name):
            look = replace(look, heading=int(found[1]), role="")
        for pattern, role in _ROLES:
            if pattern.match(name):
                look = replace(look, role=role, heading=0)
        bold = is_on(_child(style, "rPr"), "b")
        look = look if bold is None else replace(look, strong=bold)
    if properties is None:
        return look
    level = value(properties, "outlineLvl")
    if re.fullmatch("[0-9]", level) and not look.role:
        look = replace(look, heading=int(level) + 1 if level != "9" else 0)
    numbering = _child(properties, "numPr")
    if numbering is not None:
        # An id of 0 takes the numbers away that the style gives.
        number = value(numbering, "numId")
        depth = value(numbering, "ilvl")
        look = replace(
            look,
            list_id=look.list_id if number == "" else "" if number == "0" else number,
            list_level=int(depth) if re.fullmatch("[0-8]", depth) else look.list_level,
        )
    return look


@dataclass(slots=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int = -1
    """The level, from 1, after which it begins anew; 0 never; -1 after any above it."""


class Numbering:
    """Counts the lists of a file and writes the marker of each item, as Word does."""

    def __init__(self, root: Element | None) -> None:
        """Take the part `numbering.xml`, if there is one."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._starts: dict[str, dict[int, int]] = {}
        abstract: dict[str, dict[int, _Level]] = {}
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId")] = _levels(element)
        for element in root if root is not None else ():
            if local_name(element) == "num":
                self._take(element, abstract)

    def _take(self, element: Element, abstract: dict[str, dict[int, _Level]]) -> None:
        number = attribute(element, "numId")
        kind = value(element, "abstractNumId")
        levels = dict(abstract.get(kind, {}))
        starts: dict[int, int] = {}
        for override in element:
            if local_name(override) != "lvlOverride":
                continue
            levels |= _levels(override)
            depth, start = attribute(override, "ilvl"), value(override, "startOverride")
            if depth.isdigit() and start.isdigit():
                starts[int(depth)] = int(start)
        self._abstract[number], self._levels[number], self._starts[number] = kind, levels, starts

    def marker(self, look: Look) -> str:
        """The marker of the next paragraph of this look, with a space where one follows it."""
        levels = self._levels.get(look.list_id)
        level = levels.get(look.list_level) if levels else None
        if levels is None or level is None:
            return ""
        counts = self._counts.setdefault(self._abstract[look.list_id], {})
        at = look.list_level
        if at in self._starts[look.list_id] and (look.list_id, at) not in self._begun:
            counts[at] = self._starts[look.list_id][at] - 1
        self._begun.add((look.list_id, at))
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [d for d in counts if d > at]:
            restart = levels[deeper].restart if deeper in levels else -1
            if restart < 0 or at < restart:
                del counts[deeper]
        if level.number_format == "bullet":
            return BULLET
        if level.number_format == "none":
            return ""

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = levels.get(depth, level)
            shown = "decimal" if level.legal else other.number_format
            return written(counts.get(depth, other.start), shown)

        text = re.sub(r"%([1-9])", number, level.text).strip()
        if not text:
            return ""
        glued = level.suffix == "nothing" or (text[-1] in "、）.．)" and not text[-1].isascii())
        return text if glued else text + " "


def _levels(parent: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in parent:
        depth = attribute(element, "ilvl")
        if local_name(element) != "lvl" or not depth.isdigit():
            continue
        start, restart = value(element, "start"), value(element, "lvlRestart")
        found[int(depth)] = _Level(
            start=int(start) if re.fullmatch("[0-9]{1,6}", start) else 1,
            number_format=_number_format(element),
            text=value(element, "lvlText"),
            suffix=value(element, "suff") or "tab",
            legal=is_on(element, "isLgl") or False,
            restart=int(restart) if restart.isdigit() else -1,
        )
    return found


def _number_format(level: Element) -> str:
    """The format; newer files state it twice, for programs that know it and for others."""
    plain = value(level, "numFmt")
    for child in level:
        if local_name(child) == "AlternateContent":
            for choice in child:
                plain = value(choice, "numFmt") or plain
                break
    return plain or "decimal"
