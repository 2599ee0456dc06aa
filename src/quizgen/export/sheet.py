"""The printable sheet with its key: one self-contained HTML file, by jinja2.

On paper it is an A4 exam sheet, the key on pages of its own; on a screen the same file is a page to
read, the key folded away. It asks for nothing outside itself and runs no script.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from quizgen.export.formats import Context, Exported, File
from quizgen.export.wording import in_text_order, letter, printable, shuffled
from quizgen.model import FillBlank, Item, Kind, ListRecall, Matching, Quiz, Term, kind_of
from quizgen.templating import template

PARTS = (
    (Kind.FILL_BLANK, "填空题", "在横线上填写文中的原词。"),
    (Kind.LIST_RECALL, "列举题", "按题目的要求逐条写出。"),
    (Kind.MATCHING, "连线题", "用线把左右两栏中对应的内容连起来，每项只用一次。"),
    (Kind.TERM, "名词解释", "写出下列名词的含义。"),
)
_NUMERALS = "一二三四五六七八九十"
_WIDEST = 14
"""A blank is never wider than so many characters: it must fit a line."""
_MOST_LINES = 8
"""A term never gets more lines to write on."""
_GLUED = "，。、；：？！）”’》」』,.;:?!)"


@dataclass(frozen=True, slots=True)
class Options:
    """How the sheet looks."""

    paper: Literal["A4", "A3"] = "A4"
    even_blanks: bool = False
    """All blanks alike, so that their width tells nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a stem: plain text, or a gap with what stands right behind it."""

    text: str = ""
    gap: int = 0
    """The width of the gap, in characters; 0 for plain text."""
    cue: str = ""
    glued: str = ""
    """Punctuation that may not begin a line."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An item as the template sees it."""

    number: int
    note: str = ""
    where: str = ""
    """Article or file, and line."""
    pieces: tuple[Piece, ...] = ()
    prompt: str = ""
    lines: int = 0
    """Lines to write on."""
    premises: tuple[str, ...] = ()
    responses: tuple[tuple[str, str], ...] = ()
    """Letter and text, shuffled."""
    key: tuple[str, ...] = ()
    key_is_list: bool = False
    heads: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Part:
    """The questions of one kind."""

    numeral: str
    name: str
    instruction: str
    kind: str
    questions: tuple[Question, ...]


def export(quiz: Quiz, options: Options, context: Context) -> Exported:
    """The sheet and its key in one file."""
    return Exported((File(".html", export_sheet(quiz, options, templates=context.templates)),))


def export_sheet(
    quiz: Quiz, options: Options | None = None, *, templates: Path | None = None
) -> bytes:
    """The sheet as UTF-8 HTML. The same quiz gives the same bytes.

    Args:
        quiz: the items; those of a kind make a part, in the order of the text.
        options: paper and blanks.
        templates: a folder with templates of one's own.
    """
    options = options or Options()
    page = template("sheet/sheet.html", templates).render(
        title=printable(quiz.title or "练习"),
        date=quiz.date,
        parts=tuple(_parts(quiz, options)),
        count=len(quiz.items),
        sources=tuple(dict.fromkeys(printable(PurePath(path).name) for path in quiz.sources)),
        options=options,
    )
    return page.encode("utf-8", "replace")


def _parts(quiz: Quiz, options: Options) -> Iterator[Part]:
    number = 0
    for kind, name, instruction in PARTS:
        items = in_text_order(item for item in quiz.items if kind_of(item) is kind)
        if not items:
            continue
        numeral = _NUMERALS[number]
        number += 1
        questions = tuple(_question(quiz, item, at, options) for at, item in enumerate(items, 1))
        yield Part(numeral, name, instruction, kind.value, questions)


def _question(quiz: Quiz, item: Item, number: int, options: Options) -> Question:
    note = printable(item.note)
    place = item.provenance
    name = printable(place.article or place.source)
    where = f"{name} · 第 {place.line} 行" if place.line else name
    where = f"{name} · 第 {place.page} 页" if place.page else where
    match item:
        case FillBlank():
            return Question(
                number,
                note,
                where,
                pieces=tuple(_pieces(item, options)),
                key=tuple(map(printable, item.keys)),
            )
        case ListRecall():
            return Question(
                number,
                note,
                where,
                prompt=printable(item.prompt),
                lines=len(item.members),
                key=tuple(map(printable, item.member_texts)),
                key_is_list=True,
            )
        case Matching():
            order = shuffled(quiz, item)
            responses = tuple(
                (letter(at), printable(item.pairs[i].response_text)) for at, i in enumerate(order)
            )
            key = tuple(f"{n + 1}—{letter(order.index(n))}" for n in range(len(item.pairs)))
            return Question(
                number,
                note,
                where,
                prompt=printable(item.title),
                premises=tuple(printable(pair.premise_text) for pair in item.pairs),
                responses=responses,
                key=key,
                heads=(printable(item.premise_head), printable(item.response_head)),
            )
        case Term():
            return Question(
                number,
                note,
                where,
                prompt=printable(item.term_text),
                lines=min(max(2, -(-len(item.definiens_text) // 30)), _MOST_LINES),
                key=(printable(item.definiens_text),),
            )


def _pieces(item: FillBlank, options: Options) -> Iterator[Piece]:
    stem = item.stem
    at = 0
    for blank in item.blanks:
        if blank.start > at:
            yield Piece(printable(stem[at : blank.start]))
        end = blank.end
        # A longer run of signs must be free to wrap, or it leaves the paper.
        while end < min(len(stem), blank.end + 4) and stem[end] in _GLUED:
            end += 1
        key = stem[blank.start : blank.end]
        width = 6 if options.even_blanks else min(max(len(key) + 2, 4), _WIDEST)
        yield Piece(
            gap=width,
            cue=printable(blank.cue),
            glued=printable(stem[blank.end : end]),
            key=printable(key),
        )
        at = end
    if at < len(stem):
        yield Piece(printable(stem[at:]))
