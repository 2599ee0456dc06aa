"""HTML pages: what a person sees of them, and which of it is not the text.

Scripts, hidden elements and the pronunciation over ruby are not read. Navigation, asides and what
stands outside the main part are kept as furniture. See `transcript` for how structure is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quizgen.errors import InputError, MissingExtraError
from quizgen.language import HAN
from quizgen.model import HintKind, Source
from quizgen.reading import plain
from quizgen.reading.html_page import (
    Page,
    events,
    is_data_table,
    is_formula,
    is_glossed,
    is_head_row,
    named,
)
from quizgen.reading.numbering import written
from quizgen.reading.transcript import Transcript, lowered, raised

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_HEAD: Final = 4096
"""Bytes in which the HTML standard's readers look for the encoding, and some more."""
# As browsers take these names: the wider set, whichever the page says.
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRONG = frozenset(("b", "strong", "mark", "em"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline)(?:$|[\s_-])", re.IGNORECASE)
_LONGEST_AUTHOR = 24
_REFERENCE = re.compile(r"\s*(?:[\[［【〔(（].{1,8}[\]］】〕)）]|[①-⑳*†‡※]|注\d*)\s*")
_MARKER = re.compile(
    r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]|[①-⑳⑴-⒇•●■◆○]|第.{1,4}[条章节])"
)
_SENTENCE_END = re.compile("[。！？；]")
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACE = re.compile("[ \t\n\r\f]+")
_WIDE = re.compile(f"[{HAN}\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\uff00-\uffef]")


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Read a page.

    Raises:
        InputError: its encoding cannot be told.
        MissingExtraError: the parser is not installed.
    """
    found, text = decode(data, path, encoding)
    transcript = Transcript()
    write_page(text, transcript)
    return transcript.source(path, data, "html", found)


def decode(data: bytes, path: str, encoding: str | None = None) -> tuple[str, str]:
    """The encoding of a page and its text: as named, as the page says if that fits, else found.

    Raises:
        InputError: none fits.
    """
    stated = _CHARSET.search(data[:_HEAD])
    if stated and not encoding and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = (stated[1] or stated[2]).decode("ascii", "replace").lower()
        name = _MEANT.get(name, name)
        # A page whose statement can be read byte by byte is not in UTF-16, whatever it states.
        if not name.startswith(("utf-16", "utf-32", "utf16", "utf32")):
            try:
                return name, data.decode(name)
            except (UnicodeError, LookupError):
                pass
    return plain.decode(data, path, encoding)


def write_page(text: str, transcript: Transcript) -> None:
    """Write what is seen of a page, with hints.

    Raises:
        MissingExtraError: the parser is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser, SelectolaxError
    except ImportError:
        raise MissingExtraError(
            'HTML and EPUB are read with selectolax: pip install "quizgen[html,epub]"'
        ) from None
    try:
        tree = LexborHTMLParser(text)
    except SelectolaxError as error:
        raise InputError(f"this HTML cannot be parsed: {error}") from None
    if tree.body is not None:
        _Walk(Page(tree.body), transcript).run()


class _Walk:
    """Goes through the tree once and writes; blocks end where block elements begin or end."""

    def __init__(self, page: Page, transcript: Transcript) -> None:
        self.page = page
        self.out = transcript
        self.begin = transcript.at
        """Where the current block begins."""
        self.space = ""
        """White space that has been read and not yet written."""
        self.kind: HintKind | None = None
        self.level = 0
        self.marker = ""
        """Of a list item whose text has not begun."""
        self.furniture = self.links = self.preformatted = 0
        """How many such elements are open."""
        self.link_characters = 0
        self.strong: dict[int, int] = {}
        """Where each open element that stands out begins."""
        self.lists: list[_List] = []
        self.tables: list[_Table | None] = []
        """The open tables; nothing for one that only places boxes on the page."""
        self.term = -1
        """Where a term begins whose explanation follows in the same row."""

    def run(self) -> None:
        for entering, node in events(self.page.body):
            if node.is_text_node:
                self.text(node.text_content or "")
            elif entering:
                self.enter(node, node.tag or "")
            else:
                self.leave(node, node.tag or "")
        self.end_block()

    # ---- text -----------------------------------------------------------

    def text(self, text: str) -> None:
        if self.preformatted and not self.in_row:
            self.begin_text(text)
            self.out.write(text)
            return
        for index, part in enumerate(_SPACE.split(text)):
            if index:
                self.space += "\n" if "\n" in text else " "
            if part:
                self.begin_text(part)
                self.out.write(part)
                self.link_characters += len(part) if self.links else 0

    def begin_text(self, following: str) -> None:
        """Write what comes before text: the marker of its item, or white space that was read."""
        if self.marker:
            if not self.furniture and not _MARKER.match(following):
                self.out.write(self.marker)
            self.marker = ""
        last = self.out.last
        if self.space and self.out.at > self.begin and not last.isspace():
            # A line end of the page's source between two wide characters is no space.
            wrapped = "\n" in self.space and _WIDE.match(last) and _WIDE.match(following)
            if not wrapped:
                self.out.write(" ")
        self.space = ""

    def shape(self, text: str, formula: bool) -> None:
        if text:
            self.begin_text(text)
            start = self.out.at
            self.out.write(text)
            if formula:
                self.out.mark("formula", start, self.out.at)

    # ---- blocks ---------------------------------------------------------

    @property
    def in_row(self) -> bool:
        """Whether all that comes belongs to one line: a table row, or a term and what it means."""
        return self.term >= 0 or bool(self.tables and self.tables[-1] and self.tables[-1].column)

    def end_block(self) -> None:
        """End the current block and say what it is."""
        if self.in_row:
            self.space = self.space or " "
            return
        self.space = ""
        begin, self.begin = self.begin, self.out.at
        links, self.link_characters = self.link_characters, 0
        if self.out.at == begin:
            return
        lines = self.out.since(begin).rstrip()
        self.out.end_line()
        self.begin = self.out.at
        kind, self.kind = self.kind, None
        end = begin + len(lines)
        if kind == "author" and len(lines) > _LONGEST_AUTHOR:
            kind = None
        if self.furniture or (
            links * 2 > len(lines) and kind != "title" and not _SENTENCE_END.search(lines)
        ):
            self.out.mark("furniture", begin, end)
        elif kind in ("list-item", None) and "\n" in lines:
            # Lines broken by hand: the page does not say which of them belong together.
            if kind:
                self.out.mark(kind, begin, begin + lines.index("\n"), self.level)
        else:
            level = self.level if kind in ("heading", "list-item") else 0
            self.out.mark(kind or "block", begin, end, level)

    # ---- elements -------------------------------------------------------

    def enter(self, node: LexborNode, tag: str) -> None:
        if self.page.is_furniture(node):
            self.end_block()
            self.furniture += 1
        if tag in _BLOCKS:
            self.enter_block(node, tag)
        elif tag == "br":
            self.line_break()
        elif tag == "a":
            self.links += 1
        elif tag in ("sup", "sub"):
            self.shifted(node, tag)
        elif is_formula(node):
            stated = node.css_first("annotation") or node
            self.shape(_SPACE.sub(" ", stated.text(deep=True)).strip(), formula=True)
        if tag in _STRONG or (
            tag in ("span", "font") and _BOLD_STYLE.search(node.attributes.get("style") or "")
        ):
            self.strong[node.mem_id] = self.out.at

    def leave(self, node: LexborNode, tag: str) -> None:
        self.links -= tag == "a"
        start = self.strong.pop(node.mem_id, None)
        if start is not None:
            self.out.mark("emphasis", max(start, self.begin), self.out.at)
        if tag in _BLOCKS:
            self.leave_block(node, tag)
        if self.page.is_furniture(node):
            self.end_block()
            self.furniture -= 1

    def line_break(self) -> None:
        if self.in_row:
            self.space = self.space or " "
        elif self.out.last == "\n":
            self.end_block()  # two in a row part paragraphs
        elif self.out.at > self.begin:
            self.out.end_line()
            self.space = ""

    def shifted(self, node: LexborNode, tag: str) -> None:
        text = node.text(deep=True).strip()
        if _REFERENCE.fullmatch(text) or (tag == "sup" and node.css_first("a")):
            return  # the number of a note
        small = (raised if tag == "sup" else lowered)(text)
        self.shape(small or text, formula=not small)

    def enter_block(self, node: LexborNode, tag: str) -> None:
        self.end_block()
        if tag == "tr":
            if self.tables and self.tables[-1]:
                self.tables[-1].row_begin = self.out.at
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1].column += 1
            if self.tables[-1].column > 1:
                self.out.write("\t")
            self.begin, self.space = self.out.at, ""
        elif tag == "table":
            self.tables.append(_Table() if not self.in_row and is_data_table(node) else None)
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(_List.of(node, tag))
        elif tag == "li":
            self.kind, self.level = "list-item", max(1, len(self.lists))
            self.marker = self.lists[-1].next(node) if self.lists else "• "
        elif tag in _HEADINGS:
            is_title = self.page.is_title(node)
            self.kind, self.level = ("title", 0) if is_title else ("heading", _HEADINGS[tag])
        elif tag in ("figcaption", "caption"):
            self.kind = "caption"
        elif tag == "pre":
            self.preformatted += 1
            if not _is_prose(node.text(deep=True)):
                self.kind = "code"
        elif tag == "dt" and not self.in_row and is_glossed(node):
            self.term = self.out.at
        elif tag == "dd" and self.term >= 0:
            self.out.mark("table-cell", self.term, self.out.at, 1)
            self.out.write("\t")
            self.begin, self.space = self.out.at, ""
        elif named(node, _AUTHOR):
            self.kind = "author"

    def leave_block(self, node: LexborNode, tag: str) -> None:
        if tag == "dt" and self.term >= 0:
            return
        if tag == "dd" and self.term >= 0:
            term, self.term = self.term, -1
            self.out.mark("table-cell", self.begin, self.out.at, 2)
            self.end_line_of("table-row", term, 1)
            return
        table = self.tables[-1] if self.tables else None
        if table and tag in ("td", "th"):
            self.out.mark("table-cell", self.begin, self.out.at, table.column)
            self.space = ""
            return
        if table and tag == "tr":
            is_head = is_head_row(node)
            table.row += not is_head
            table.column = 0
            self.end_line_of("table-row", table.row_begin, 0 if is_head else table.row)
            return
        self.end_block()
        if tag == "table" and self.tables:
            self.tables.pop()
        elif tag in ("ul", "ol", "menu", "dir") and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.marker = ""
        elif tag == "pre":
            self.preformatted -= 1
        self.kind = None

    def end_line_of(self, kind: HintKind, begin: int, level: int) -> None:
        """End a line that was put together of several elements."""
        self.out.mark("furniture" if self.furniture else kind, begin, self.out.at, level)
        self.out.end_line()
        self.begin, self.space, self.kind, self.link_characters = self.out.at, "", None, 0


@dataclass(slots=True)
class _Table:
    row: int = 0
    column: int = 0
    """Of the cell that is open, from 1; 0 outside rows."""
    row_begin: int = 0


@dataclass(slots=True)
class _List:
    number: int
    """Of the next item; -1 for bullets."""
    style: str

    @classmethod
    def of(cls, node: LexborNode, tag: str) -> _List:
        if tag != "ol":
            return cls(-1, "")
        return cls(_whole(node.attributes.get("start")) or 1, node.attributes.get("type") or "1")

    def next(self, item: LexborNode) -> str:
        """The marker of the next item, and a space."""
        if self.number < 0:
            return "• "
        number = _whole(item.attributes.get("value")) or self.number
        self.number = number + 1
        return f"{written(number, _STYLES.get(self.style, 'decimal'))}. "


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else 0


def _is_prose(text: str) -> bool:
    return len(_WIDE.findall(text)) * 2 > len("".join(text.split()))
