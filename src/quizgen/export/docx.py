"""The sheet as a Word file: real numbering, tables and styles, for people to go on with.

The same papers as the HTML sheet (see `paper`). What an item says is text and nothing else: no
character of it becomes a field, a style or markup. The fonts are those that Word and WPS have
(宋体, 黑体); other programs put theirs in their place.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from quizgen.errors import MissingExtraError
from quizgen.export import ooxml
from quizgen.export import paper as papers
from quizgen.export.formats import Context, Exported, File
from quizgen.export.labels import Labels, labels_of
from quizgen.export.paper import Group, Options, Paper, Part, Piece, Question
from quizgen.export.wording import printable
from quizgen.model import Kind, Quiz

_SERIF, _SANS = ("Times New Roman", "宋体"), ("Arial", "黑体")
_BODY = 10.5
"""Points: the 五号 of Chinese word processors."""
_UNDERSCORES = 2
"""In an em, in Times New Roman. No line ends within a run of them, and WPS keeps them as they are."""
_NUMBER = 1.3
"""Centimetres for the number of a list's entry, the margins of its cell among them."""
_LINE = 24
"""Points from one line to write on to the next."""
_RED, _GRAY = 0x9C1F17, 0x666666
_NUMBER_FORMS = {"zh": "chineseCounting", "en": "upperRoman"}


def export(quiz: Quiz, options: Options, context: Context) -> Exported:
    """A file for each variant and, if the key stands apart, one for the keys of all.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    del context
    labels = labels_of(options.language)
    made = papers.papers(quiz, options)
    files = [
        File(
            f"-{paper.name}.docx" if paper.name else ".docx",
            _Writer(quiz, options, labels).sheet(paper),
        )
        for paper in made
    ]
    if options.key == "separate":
        files.append(File(f"-{labels.key}.docx", _Writer(quiz, options, labels).keys(made)))
    remarks = ("a Word file has no sealing line; the name stands under the title",)
    return Exported(tuple(files), remarks if options.seal_line else ())


class _Writer:
    """Writes one document."""

    def __init__(self, quiz: Quiz, options: Options, labels: Labels) -> None:
        try:
            from docx import Document
        except ImportError as error:
            raise MissingExtraError(
                'a Word file needs python-docx; install it: pip install "quizgen[docx]"'
            ) from error
        self.document: Any = Document()
        self.options = options
        self.labels = labels
        self.title = printable(quiz.title or labels.untitled)
        self.sources = papers.source_names(quiz)
        self._set_up()

    # ---- the document ----------------------------------------------------

    def _set_up(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm, Mm, Pt

        size = papers.SIZES[self.options.paper]
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(size.width), Mm(size.height)
        section.left_margin, section.right_margin = Cm(2.2), Cm(1.8)
        section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.8)
        section.footer_distance = Cm(0.9)
        if size.columns > 1:
            section.orientation = WD_ORIENT.LANDSCAPE
            ooxml.columns(section, size.columns, 1.6)
        gaps = 1.6 * (size.columns - 1)
        self.width = ((size.width / 10 - 4.0) - gaps) / size.columns
        """Of a column of text, in centimetres."""
        styles = self.document.styles
        self._style("Normal", _SERIF, _BODY)
        styles["Normal"].paragraph_format.line_spacing = 1.5
        styles["Normal"].paragraph_format.space_after = Pt(0)
        self._style("Title", _SANS, 18, centred=True, after=4, bold=True)
        self._style("Subtitle", _SERIF, 9.5, centred=True, after=6, colour=_GRAY)
        self._style("Heading 1", _SANS, 12, before=12, after=4, bold=True)
        self._style("Heading 2", _SANS, 15, after=6, centred=True, bold=True)
        self._style("List Number", _SERIF, _BODY, after=4)
        self._style("Caption", _SERIF, 9, colour=_GRAY)
        for border in styles["Title"].element.findall(f".//{_name('pBdr')}"):
            border.getparent().remove(border)
        ooxml.speak(styles, self.labels.lang)
        core = self.document.core_properties
        core.title, core.author, core.comments, core.last_modified_by = self.title, "", "", ""
        core.created = core.modified = dt.datetime(1980, 1, 1)
        self.parts_list = ooxml.numbering(
            self.document,
            _NUMBER_FORMS[self.options.language],
            f"%1{self.labels.after_numeral}",
            0.9,
            0.9,
        )

    def _style(
        self,
        name: str,
        faces: tuple[str, str],
        size: float,
        *,
        before: float = 0,
        after: float = 0,
        centred: bool = False,
        bold: bool = False,
        colour: int = 0,
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        style = self.document.styles[name]
        ooxml.fonts(style, *faces)
        style.font.size = Pt(size)
        style.font.bold = bold
        style.font.italic = False
        style.font.color.rgb = _colour(colour)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        if centred:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def sheet(self, paper: Paper) -> bytes:
        """The paper, and its key if that stands at the end."""
        title = self.title + (self.labels.aside(paper.label) if paper.label else "")
        self.document.add_paragraph(title, style="Title")
        self.document.add_paragraph(paper.facts, style="Subtitle")
        who = self.document.add_paragraph(style="Subtitle")
        for name in self.labels.fields:
            who.add_run(f"{name} ")
            who.add_run("_" * 14 + "  ")
        if paper.parts:
            self._scores(paper)
        questions = ooxml.numbering(self.document, "decimal", "%1.", 0.9, 0.9)
        for part in paper.parts:
            self._heading(part)
            for group in part.groups:
                self._group(group, part.kind, questions)
        if self.sources:
            names = self.labels.source_separator.join(self.sources)
            self.document.add_paragraph(self.labels.sources + names, style="Caption")
        if self.options.key == "end":
            self._key(paper, apart=True)
        self._footer(paper.label)
        return self._bytes()

    def keys(self, made: Iterable[Paper]) -> bytes:
        """The keys of all variants."""
        self.document.add_paragraph(self.title, style="Title")
        for at, paper in enumerate(made):
            self._key(paper, apart=at > 0)
        self._footer("")
        return self._bytes()

    def _bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return ooxml.steady(buffer.getvalue())

    def _footer(self, label: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, behind = self.labels.footer
        paragraph.add_run(f"{label}　{before}" if label else before)
        ooxml.field(paragraph, "PAGE")
        paragraph.add_run(between)
        ooxml.field(paragraph, "NUMPAGES")
        paragraph.add_run(behind)

    def _scores(self, paper: Paper) -> None:
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        labels = self.labels
        table = self.document.add_table(2, len(paper.parts) + 2, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        heads = (labels.part, *(part.numeral for part in paper.parts), labels.total)
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(text)
        table.rows[1].cells[0].paragraphs[0].add_run(labels.score)
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._widths(table, [2.0] * (len(paper.parts) + 2))

    # ---- questions -------------------------------------------------------

    def _heading(self, part: Part) -> None:
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(part.name, style="Heading 1")
        ooxml.numbered(paragraph, self.parts_list)
        run = paragraph.add_run(f"  {part.instruction}{self.labels.aside(part.worth)}")
        run.font.size, run.font.bold, run.font.color.rgb = Pt(9.5), False, _colour(_GRAY)

    def _group(self, group: Group, kind: str, number: int) -> None:
        if group.words:
            table = self.document.add_table(1, 1, style="Table Grid")
            box = table.rows[0].cells[0].paragraphs[0]
            box.add_run(self.labels.bank).bold = True
            box.add_run("".join(f"\u3000{word}" for word in group.words))
            box.paragraph_format.keep_with_next = True
            self._widths(table, [self.width])
            self._spacer()
        for question in group.questions:
            self._question(question, kind, number)

    def _question(self, question: Question, kind: str, number: int) -> None:
        paragraph = self.document.add_paragraph(style="List Number")
        ooxml.numbered(paragraph, number)
        paragraph.paragraph_format.keep_together = True
        for piece in question.pieces:
            self._piece(paragraph, piece)
        paragraph.add_run(question.prompt)
        if question.note:
            self._aside(paragraph, self.labels.aside(question.note))
        if kind != Kind.FILL_BLANK or self.options.key == "inline":
            paragraph.paragraph_format.keep_with_next = True
        if kind == Kind.MATCHING:
            self._columns(question)
        elif kind == Kind.LIST_RECALL:
            self._entries(question)
        elif kind == Kind.TERM:
            self._lines(question)
        if self.options.key == "inline":
            answer = self._indented()
            answer.add_run(self.labels.answer).font.color.rgb = _colour(_RED)
            self._answer(answer, question, kind)

    def _piece(self, paragraph: Any, piece: Piece) -> None:
        if not piece.widths:
            paragraph.add_run(piece.text)
            return
        paragraph.add_run(piece.opening)
        if self.options.key == "teacher":
            run = paragraph.add_run(f"\u00a0{piece.key}\u00a0")
            run.font.color.rgb, run.font.bold = _colour(_RED), True
            run.underline = True
        else:
            # Between the segments of a long gap a line may end.
            gaps = ("_" * (_UNDERSCORES * width) for width in piece.widths)
            paragraph.add_run("\u200b".join(gaps))
        if piece.cue:
            self._aside(paragraph, self.labels.aside(piece.cue))
        paragraph.add_run(piece.glued)

    def _aside(self, paragraph: Any, text: str) -> None:
        from docx.shared import Pt

        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(9), _colour(_GRAY)

    def _entries(self, question: Question) -> None:
        """Numbered lines to write on, side by side where there is room."""
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
        from docx.shared import Pt

        rows = -(-question.lines // question.columns)
        table = self.document.add_table(rows, question.columns * 2)
        table.alignment = WD_TABLE_ALIGNMENT.RIGHT
        share = (self.width - 0.9) / question.columns
        self._widths(table, [_NUMBER, share - _NUMBER] * question.columns)
        for entry in table.rows:
            entry.height = Pt(_LINE)
        for at in range(question.lines):
            row, column = divmod(at, question.columns)
            cells = table.rows[row].cells
            self._aside(cells[column * 2].paragraphs[0], self.labels.aside(at + 1).strip())
            room = cells[column * 2 + 1]
            ooxml.underlined_cell(room)
            for cell in (cells[column * 2], room):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            if self.options.key == "teacher":
                self._filled(room.paragraphs[0], question.key[at])
        self._bind(table)

    def _columns(self, question: Question) -> None:
        """Two columns with room to draw lines between them."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        heads = any(question.heads)
        table = self.document.add_table(len(question.rows) + heads, 4)
        table.alignment = WD_TABLE_ALIGNMENT.RIGHT
        room = self.width - 0.9
        self._widths(table, [room * 0.34, room * 0.1, room * 0.1, room * 0.46])
        if heads:
            for cell, head in zip((0, 3), question.heads, strict=True):
                self._aside(table.rows[0].cells[cell].paragraphs[0], head)
        for at, (premise, joined, letter, response) in enumerate(question.rows):
            cells = table.rows[at + heads].cells
            cells[0].paragraphs[0].add_run(f"{at + 1}. {premise}")
            if self.options.key == "teacher":
                self._filled(cells[0].paragraphs[0], f" {joined}")
            cells[1].paragraphs[0].add_run("•")
            cells[2].paragraphs[0].add_run("•")
            cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            cells[3].paragraphs[0].add_run(f"{letter}. {response}")
        self._bind(table)

    def _lines(self, question: Question) -> None:
        from docx.shared import Pt

        if self.options.key == "teacher":
            self._filled(self._indented(), question.key[0])
            return
        for at in range(question.lines):
            paragraph = self._indented()
            ooxml.ruled(paragraph)
            paragraph.paragraph_format.line_spacing = Pt(_LINE)
            paragraph.paragraph_format.keep_with_next = at + 1 < question.lines
        self._spacer()

    def _filled(self, paragraph: Any, text: str) -> None:
        run = paragraph.add_run(text)
        run.font.color.rgb, run.font.bold = _colour(_RED), True

    def _indented(self) -> Any:
        from docx.shared import Cm

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.9)
        return paragraph

    def _spacer(self) -> None:
        """A small paragraph: two tables that follow one another would become one."""
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(6)

    def _bind(self, table: Any) -> None:
        """Keep the table on one page."""
        ooxml.whole_rows(table)
        for row in table.rows[:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        self._spacer()

    def _widths(self, table: Any, widths: list[float]) -> None:
        from docx.shared import Cm

        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)

    # ---- the key ---------------------------------------------------------

    def _key(self, paper: Paper, *, apart: bool) -> None:
        label = self.labels.aside(paper.label) if paper.label else ""
        heading = self.document.add_paragraph(self.labels.key + label, style="Heading 2")
        heading.paragraph_format.page_break_before = apart
        number = ooxml.numbering(self.document, "decimal", "%1.", 0.9, 0.9)
        for part in paper.parts:
            name = self.document.add_paragraph(
                f"{part.numeral}{self.labels.after_numeral}{part.name}", style="Heading 1"
            )
            name.paragraph_format.keep_with_next = True
            for question in part.questions:
                entry = self.document.add_paragraph(style="List Number")
                entry.paragraph_format.line_spacing = 1.25
                ooxml.numbered(entry, number)
                self._answer(entry, question, part.kind)

    def _answer(self, paragraph: Any, question: Question, kind: str) -> None:
        separator = self.labels.key_separator
        if kind == Kind.LIST_RECALL:
            text = separator.join(
                f"{self.labels.aside(at).strip()}{entry}"
                for at, entry in enumerate(question.key, 1)
            )
        else:
            text = separator.join(question.key)
        paragraph.add_run(text)
        if question.note and kind != Kind.MATCHING:
            self._aside(paragraph, self.labels.aside(question.note))
        if question.where:
            self._aside(paragraph, f"  {question.where}")


def _colour(value: int) -> Any:
    from docx.shared import RGBColor

    return RGBColor(value >> 16, value >> 8 & 255, value & 255)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))
