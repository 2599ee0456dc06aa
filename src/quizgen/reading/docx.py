"""Word files: what a reader of the printed page sees, numbers of lists included.

Read from the parts of the container (ECMA-376), in the transitional and the strict variant alike:
elements are told by their local names. Not read: deleted text, hidden text, comments, field codes,
headers and footers of pages. Notes come at the end, as furniture. `docx_styles` knows the styles,
`transcript` how structure is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from quizgen.errors import InputError, MissingExtraError
from quizgen.model import HintKind, Source
from quizgen.reading.archive import Archive, attribute, local_name, target
from quizgen.reading.docx_styles import BULLET, Look, Numbering, Styles, value
from quizgen.reading.transcript import Transcript, lowered, raised

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAIN: Final = "word/document.xml"
_UNREAD: Final = frozenset(
    [
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "instrText",
        "rPr",
        "pPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "rubyPr",
        "footnoteRef",
        "endnoteRef",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "annotationRef",
        "proofErr",
        "drawing",
        "pict",
        "object",
        "softHyphen",
        "lastRenderedPageBreak",
    ]
)
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MOST_PARAGRAPHS = 6
"""In the cell of a table of data."""
_TYPED_MARKER = re.compile(r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]|[①-⑳⑴-⒇•●■◆○·])")


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Read a Word file; `encoding` is not asked, XML states its own.

    Raises:
        InputError: it is broken, encrypted, or no Word file.
        MissingExtraError: the hardened XML parser is not installed.
    """
    del encoding
    try:
        import defusedxml  # noqa: F401
    except ImportError:
        raise MissingExtraError(
            'Word files are read with defusedxml: pip install "quizgen[docx]"'
        ) from None
    archive = Archive(data, path)
    transcript = Transcript()
    _Reader(archive, _main_part(archive), transcript).run()
    return transcript.source(path, data, "docx")


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in archive.read_xml("_rels/.rels"):
            if attribute(relation, "Type").endswith("/officeDocument"):
                return target("", attribute(relation, "Target"))
    return _MAIN


class _Reader:
    def __init__(self, archive: Archive, main: str, transcript: Transcript) -> None:
        self.archive = archive
        self.main = main
        self.out = transcript
        self.parts = self._related_parts()
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"))
        self.boxes: list[Element] = []
        """Text boxes anchored in the paragraph that is being written."""
        self.aside = False
        """Whether what comes is furniture: a table of contents, a note."""

    def _related_parts(self) -> dict[str, str]:
        folder, _, name = self.main.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if relations not in self.archive:
            return {}
        return {
            attribute(relation, "Type").rpartition("/")[2]: target(
                self.main, attribute(relation, "Target")
            )
            for relation in self.archive.read_xml(relations)
            if attribute(relation, "TargetMode") != "External"
        }

    def _part(self, kind: str) -> Element | None:
        name = self.parts.get(kind, "")
        return self.archive.read_xml(name) if name in self.archive else None

    def run(self) -> None:
        if self.main not in self.archive:
            raise InputError(f"{self.archive.path} is no Word file: it lacks its part {self.main}")
        root = self.archive.read_xml(self.main)
        body = _child(root, "body")
        if local_name(root) != "document" or body is None:
            raise InputError(
                f"{self.archive.path} is no Word file: its main part is something else"
            )
        self.blocks(body)
        self.aside = True
        for kind in ("footnotes", "endnotes"):
            for note in self._part(kind) or ():
                # Notes of a type are separators.
                if not attribute(note, "type"):
                    self.blocks(note)

    # ---- blocks ---------------------------------------------------------

    def blocks(self, parent: Element) -> None:
        for child in parent:
            match local_name(child):
                case "p":
                    self.paragraph(child)
                case "tbl":
                    self.table(child)
                case "sdt":
                    before = self.aside
                    self.aside = before or _is_contents(child)
                    self.blocks(child)
                    self.aside = before
                case "AlternateContent":
                    self.blocks(_choice(child))
                case name if name not in _UNREAD:
                    self.blocks(child)

    def paragraph(self, paragraph: Element) -> None:
        """Write a paragraph as a line, and the text boxes that hang on it behind."""
        look = self.styles.paragraph(_child(paragraph, "pPr"))
        outer, self.boxes = self.boxes, []
        pieces = list(self.pieces(paragraph, look))
        text = "".join(piece.text for piece in pieces).strip()
        if text:
            start = self.out.at
            self.marker(look, text)
            self.write(pieces)
            end = self.out.at
            self.out.end_line()
            kind, level = self.kind(look)
            self.out.mark(kind, start, end, level)
        boxes, self.boxes = self.boxes, outer
        for box in boxes:
            self.blocks(box)

    def marker(self, look: Look, text: str) -> None:
        marker = self.numbering.marker(look)
        if marker != BULLET or not _TYPED_MARKER.match(text):
            self.out.write(marker)

    def kind(self, look: Look) -> tuple[HintKind, int]:
        if self.aside or look.role == "contents":
            return "furniture", 0
        if look.role in ("title", "caption", "code"):
            return look.role, 0
        if look.heading:
            return "heading", min(look.heading, 6)
        if look.list_id:
            return "list-item", look.list_level + 1
        return "block", 0

    # ---- the text of a paragraph ------------------------------------------

    def write(self, pieces: Iterable[_Text]) -> None:
        strong_from = -1
        for piece in (*pieces, _Text("")):
            start = self.out.at
            # Word cuts its runs where it likes: what stands out may go on over several.
            if piece.strong and strong_from < 0:
                strong_from = start
            elif not piece.strong and strong_from >= 0:
                self.out.mark("emphasis", strong_from, start)
                strong_from = -1
            self.out.write(piece.text)
            if piece.is_formula:
                self.out.mark("formula", start, self.out.at)

    def pieces(self, parent: Iterable[Element], look: Look) -> Iterator[_Text]:
        """The text of a paragraph, in order."""
        for child in parent:
            name = local_name(child)
            if name == "r":
                yield from self.run_pieces(child, look)
            elif name == "oMath":
                text = "".join(t.text or "" for t in child.iter() if local_name(t) == "t")
                yield _Text(text, is_formula=True)
            elif name == "ruby":
                yield from self.pieces(_inner(child, "rubyBase"), look)
            elif name == "AlternateContent":
                yield from self.pieces(_choice(child), look)
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name not in _UNREAD:
                yield from self.pieces(child, look)

    def run_pieces(self, run: Element, look: Look) -> Iterator[_Text]:
        font = self.styles.run(_child(run, "rPr"), look)
        for child in run:
            name = local_name(child)
            if name == "t" and child.text and not font.hidden:
                small = None
                if font.position:
                    small = (raised if font.position == "superscript" else lowered)(child.text)
                yield _Text(small or child.text, font.strong, bool(font.position) and not small)
            elif name in _SIGNS:
                yield _Text(_SIGNS[name], font.strong)
            elif name == "sym":
                code = attribute(child, "char")
                # Signs of a symbol font stand in the private area: no character that has a name.
                if re.fullmatch("[0-9A-Fa-f]{4}", code) and not code.upper().startswith("F0"):
                    yield _Text(chr(int(code, 16)), font.strong)
            elif name == "ruby":
                yield from self.pieces(_inner(child, "rubyBase"), look)
            elif name == "AlternateContent":
                self.boxes += _boxes_in(_choice(child))
            elif name in ("drawing", "pict", "object"):
                self.boxes += _boxes_in(child)

    # ---- tables -----------------------------------------------------------

    def table(self, table: Element) -> None:
        rows = [tuple(_cells(row)) for row in _rows(table) if not _is_deleted(row)]
        is_frame = len(rows) < 2 or max(map(len, rows)) < 2
        if is_frame or any(_is_box(cell) for row in rows for cell in row):
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        for number, row in enumerate(rows):
            self.row(row, number)

    def row(self, cells: tuple[Element, ...], number: int) -> None:
        start, column = self.out.at, 0
        for cell in cells:
            if column:
                self.out.write("\t")
            column += 1
            begin = self.out.at
            for paragraph in cell.iter():
                if local_name(paragraph) == "p":
                    self.line_in_cell(paragraph, begin)
            self.out.mark("table-cell", begin, self.out.at, column)
            span = value(_child(cell, "tcPr"), "gridSpan")
            column += int(span) - 1 if re.fullmatch("[1-9][0-9]?", span) else 0
        self.out.mark("furniture" if self.aside else "table-row", start, self.out.at, number)
        self.out.end_line()

    def line_in_cell(self, paragraph: Element, begin: int) -> None:
        look = self.styles.paragraph(_child(paragraph, "pPr"))
        pieces = [
            replace(piece, text=re.sub(r"[\n\t]", " ", piece.text))
            for piece in self.pieces(paragraph, look)
        ]
        text = "".join(piece.text for piece in pieces).strip()
        if text:
            if self.out.at > begin:
                self.out.write(" ")
            self.marker(look, text)
            self.write(pieces)
        self.boxes.clear()


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    strong: bool = False
    is_formula: bool = False


def _child(parent: Element, name: str) -> Element | None:
    return next((child for child in parent if local_name(child) == name), None)


def _choice(alternatives: Element) -> Element:
    """The first of several ways to say the same: the one that Word itself shows."""
    return next(iter(alternatives), alternatives)


def _boxes_in(element: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, the outermost."""
    if local_name(element) == "txbxContent":
        return [element]
    if local_name(element) == "AlternateContent":
        element = _choice(element)
    return [box for child in element for box in _boxes_in(child)]


def _is_contents(block: Element) -> bool:
    """Whether a content control holds a table of contents."""
    return any(
        local_name(inner) == "docPartGallery" and "Contents" in attribute(inner, "val")
        for properties in block
        if local_name(properties) == "sdtPr"
        for inner in properties.iter()
    )


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        name = local_name(child)
        if name == "tr":
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        name = local_name(child)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)


def _is_deleted(row: Element) -> bool:
    return any(
        local_name(mark) == "del"
        for properties in row
        if local_name(properties) == "trPr"
        for mark in properties
    )


def _is_box(cell: Element) -> bool:
    """Whether a cell holds a table, or so many paragraphs that it is a page of its own."""
    if any(local_name(inner) == "tbl" for inner in cell.iter()):
        return True
    return sum(local_name(inner) == "p" for inner in cell) > _MOST_PARAGRAPHS


def _inner(parent: Element, name: str) -> tuple[Element, ...]:
    child = _child(parent, name)
    return () if child is None else tuple(child)
