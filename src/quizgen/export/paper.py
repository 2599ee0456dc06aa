"""The paper as its makers see it: parts, questions, gaps and keys, whatever format it is printed in.

`Options` says how a paper looks; `papers` makes of a quiz and options one `Paper` for each variant.
The templates of the sheet and the Word file render the same papers.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Literal

from quizgen.errors import InputError
from quizgen.export.labels import Labels, Language, labels_of
from quizgen.export.marks import Marks, parse_marks, written
from quizgen.export.variants import arranged, names_of, shuffled_columns, shuffled_words
from quizgen.export.wording import closing, letter, printable
from quizgen.model import FillBlank, Item, Kind, ListRecall, Matching, Quiz, Term

ORDER = (Kind.FILL_BLANK, Kind.LIST_RECALL, Kind.MATCHING, Kind.TERM)
"""The parts of a paper, as far as there are questions for them."""
_PER_CHARACTER = 1.5
"""Handwriting takes 6 mm a Chinese character, the print of the sheet 4 mm."""
_NARROWEST = 4
_WIDEST = 12
"""Em: a blank that needs more goes on in a second, so that it fits a phone and a column."""
_EVEN = 8
_MOST_SEGMENTS = 4
_MOST_LINES = 8
"""A term never gets more lines to write on."""
_CHARACTERS_A_LINE = 28
"""Of handwriting, on a line across an A4 page."""
_MOST_WORDS = 15
"""In one box to choose from: more cannot be kept in view."""
_GLUED = "，。、；：？！）”’》」』】〕,.;:?!)]"
_OPENING = "（“‘《「『【〔(["
_CELLS = ((6, 3), (12, 2))
"""Members of lists, none longer than so many characters, are written side by side, so many a row."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a paper looks, in every format that prints one."""

    paper: Literal["A4", "A3", "B4"] = "A4"
    """A4 upright; A3 and B4 (JIS, 257 by 364 mm) lie flat, in two columns."""
    key: Literal["end", "separate", "inline", "teacher", "none"] = "end"
    """The answers: on pages of their own at the end, in a file of their own, after each question,
    in the blanks, or nowhere."""
    variants: int = 1
    """So many papers of the same questions, A, B, C and so on, each shuffled in its own way."""
    marks: str = ""
    """Marks for each blank, point, line and term (`1`), or by kind: `fill-blank=1,term=5`."""
    blank_width: Literal["answer", "even"] = "answer"
    """As wide as the answer needs in handwriting, or all alike, so that the width tells nothing."""
    word_bank: bool = False
    """The words of the blanks, shuffled, in a box before the sentences."""
    seal_line: bool = False
    """A line at the left of the first page, with the student's name behind it."""
    minutes: int = 0
    """The time to work, printed under the title; 0 prints none."""
    language: Language = "zh"
    """Of headings and instructions."""

    def __post_init__(self) -> None:
        """Refuse what no paper can be.

        Raises:
            InputError: variants, marks or minutes are out of range; says what they can be.
        """
        if not 1 <= self.variants <= 26:
            raise InputError(f"variants is 1 to 26, not {self.variants}")
        if not 0 <= self.minutes <= 999:
            raise InputError(f"minutes is 0 to 999, not {self.minutes}")
        parse_marks(self.marks)


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet of paper, as it lies before the reader."""

    width: int
    """Millimetres."""
    height: int
    columns: int


SIZES = MappingProxyType(
    {"A4": Size(210, 297, 1), "A3": Size(420, 297, 2), "B4": Size(364, 257, 2)}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a stem: plain text, or a gap with what stands right before and behind it."""

    text: str = ""
    widths: tuple[int, ...] = ()
    """The widths of the gap's segments, in em; none for plain text."""
    opening: str = ""
    """Brackets and quotes that may not end a line."""
    cue: str = ""
    glued: str = ""
    """Punctuation that may not begin a line."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is printed."""

    id: str
    number: int
    """Through all parts, from 1."""
    note: str = ""
    hint: str = ""
    where: str = ""
    """Article or file, and line."""
    pieces: tuple[Piece, ...] = ()
    """Of a sentence with gaps."""
    prompt: str = ""
    lines: int = 0
    """Lines to write on, or cells of lines."""
    columns: int = 1
    """So many lines stand side by side."""
    heads: tuple[str, str] = ("", "")
    premises: tuple[str, ...] = ()
    responses: tuple[tuple[str, str], ...] = ()
    """Letter and text, shuffled."""
    joined: tuple[str, ...] = ()
    """The letter of each premise's response."""
    key: tuple[str, ...] = ()
    answers: str = ""
    """What the practice page compares with, as JSON."""

    @property
    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Of a matching question: premise, its letter, and the response beside it with its own."""
        return tuple(
            (premise, joined, *response)
            for premise, joined, response in zip(
                self.premises, self.joined, self.responses, strict=True
            )
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Questions with the words to choose from, if there are any."""

    words: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The questions of one kind."""

    numeral: str
    name: str
    instruction: str
    kind: str
    worth: str
    """`共 5 题`, or what each answer and the part are worth."""
    groups: tuple[Group, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Of all groups."""
        return tuple(question for group in self.groups for question in group.questions)


@dataclass(frozen=True, slots=True)
class Paper:
    """One variant of the whole."""

    name: str
    """A, B, C; empty where there is one only."""
    label: str
    """`A 卷`, or empty."""
    facts: str
    """The line under the title: questions, marks, time, date."""
    parts: tuple[Part, ...]


def papers(quiz: Quiz, options: Options) -> tuple[Paper, ...]:
    """A paper for each variant, A first."""
    labels = labels_of(options.language)
    return tuple(_paper(quiz, options, labels, name) for name in names_of(options.variants))


def source_names(quiz: Quiz) -> tuple[str, ...]:
    """The files that the quiz was made from, without their folders."""
    return tuple(dict.fromkeys(printable(PurePath(path).name) for path in quiz.sources))


def _paper(quiz: Quiz, options: Options, labels: Labels, variant: str) -> Paper:
    marks = parse_marks(options.marks)
    parts: list[Part] = []
    total, number = 0.0, 0
    for kind in ORDER:
        items = arranged(quiz, kind, variant)
        if not items:
            continue
        questions = tuple(
            replace(_question(quiz, item, at, options, variant), where=place)
            for at, (item, place) in enumerate(
                zip(items, _places(quiz, items, labels), strict=True), number + 1
            )
        )
        number += len(items)
        worth, earned = _worth(kind, items, marks, labels)
        total += earned
        parts.append(
            Part(
                labels.numerals[len(parts)],
                labels.parts[kind].name,
                labels.parts[kind].instruction,
                kind.value,
                worth,
                tuple(_groups(quiz, items, questions, options, variant)),
            )
        )
    facts = [labels.questions.format(number)]
    facts += [labels.full_marks.format(written(total))] if total else []
    facts += [labels.minutes.format(options.minutes)] if options.minutes else []
    facts += [labels.day(quiz.date)] if quiz.date else []
    label = labels.variant.format(variant) if variant else ""
    return Paper(variant, label, labels.separator.join(facts), tuple(parts))


def _worth(kind: Kind, items: Sequence[Item], marks: Marks, labels: Labels) -> tuple[str, float]:
    """The remark on a part's size or marks, and its marks in all."""
    each = marks.get(kind, 0)
    if not each:
        return labels.questions.format(len(items)), 0
    words = labels.parts[kind]
    earned = each * sum(points(item) for item in items)
    each_and_all = (words.each.format(written(each)), labels.worth.format(written(earned)))
    return labels.comma.join(each_and_all), earned


def points(item: Item) -> int:
    """The answers that an item asks for: blanks, members, lines; a term is one."""
    match item:
        case FillBlank():
            return len(item.blanks)
        case ListRecall():
            return len(item.members)
        case Matching():
            return len(item.pairs)
        case Term():
            return 1


def _groups(
    quiz: Quiz,
    items: Sequence[Item],
    questions: Sequence[Question],
    options: Options,
    variant: str,
) -> Iterator[Group]:
    """The questions, parted so that no box holds more words than can be kept in view."""
    if not options.word_bank or not isinstance(items[0], FillBlank):
        yield Group((), tuple(questions))
        return
    # Boxes of one size: a last one of two words would give its answers away.
    total = sum(len(question.key) for question in questions)
    share = total / -(-total // _MOST_WORDS)
    words: dict[str, None] = {}
    begin = 0
    for at, question in enumerate(questions):
        more = dict.fromkeys(question.key)
        if words and (len(words) >= share or len(words | more) > _MOST_WORDS):
            yield Group(
                shuffled_words(quiz, items[begin], words, variant), tuple(questions[begin:at])
            )
            words, begin = {}, at
        words |= more
    yield Group(shuffled_words(quiz, items[begin], words, variant), tuple(questions[begin:]))


def _places(quiz: Quiz, items: Sequence[Item], labels: Labels) -> Iterator[str]:
    """Where each item stands: its article, where that is another than the last one's, and line."""
    names = {_name_of(item) for item in quiz.items}
    last = next(iter(names)) if len(names) == 1 else ""
    for item in items:
        place, name = item.provenance, _name_of(item)
        line = labels.line.format(place.line) if place.line else ""
        line = labels.page_of_source.format(place.page) if place.page else line
        yield " ".join(part for part in (name if name != last else "", line) if part)
        last = name


def _name_of(item: Item) -> str:
    return printable(item.provenance.article or item.provenance.source)


def _question(quiz: Quiz, item: Item, number: int, options: Options, variant: str) -> Question:
    note, hint = printable(item.note), printable(item.hint)
    match item:
        case FillBlank():
            return Question(
                item.id, number, note, hint,
                pieces=tuple(_pieces(item, options)),
                key=tuple(map(printable, item.keys)),
                answers=_answers(
                    [[key, *blank.alternatives] for key, blank in zip(item.keys, item.blanks, strict=True)],
                    free=item.order_free,
                ),
            )  # fmt: skip
        case ListRecall():
            return Question(
                item.id, number, note, hint,
                prompt=printable(item.prompt),
                lines=len(item.members),
                columns=_columns(item, options),
                key=tuple(map(printable, item.member_texts)),
                answers=_answers([[text] for text in item.member_texts], free=not item.ordered),
            )  # fmt: skip
        case Matching():
            left, right = shuffled_columns(quiz, item, variant)
            joined = tuple(letter(right.index(at)) for at in left)
            # A response that stands there twice may be taken either way.
            fitting = [
                [
                    letter(at)
                    for at, pair in enumerate(right)
                    if item.pairs[pair].response_text == item.pairs[premise].response_text
                ]
                for premise in left
            ]
            return Question(
                item.id, number, note, hint,
                prompt=printable(item.title),
                premises=tuple(printable(item.pairs[at].premise_text) for at in left),
                responses=tuple(
                    (letter(at), printable(item.pairs[pair].response_text))
                    for at, pair in enumerate(right)
                ),
                joined=joined,
                key=tuple(f"{at}—{name}" for at, name in enumerate(joined, 1)),
                heads=(printable(item.premise_head), printable(item.response_head)),
                answers=_answers(fitting, free=False),
            )  # fmt: skip
        case Term():
            return Question(
                item.id, number, note, hint,
                prompt=printable(item.term_text),
                lines=min(max(2, -(-len(item.definiens_text) // _CHARACTERS_A_LINE)), _MOST_LINES),
                key=(printable(item.definiens_text),),
                answers=_answers([[item.definiens_text]], free=False),
            )  # fmt: skip


def _columns(item: ListRecall, options: Options) -> int:
    """How many members of the list can be written side by side."""
    if options.blank_width == "even":
        return 2
    longest = max(map(len, item.member_texts), default=0)
    return next((columns for most, columns in _CELLS if longest <= most), 1)


def _answers(keys: Sequence[Sequence[str]], *, free: bool) -> str:
    """What the practice page knows of a key: the wordings of each answer, whether order counts."""
    clean = [[printable(text) for text in wordings] for wordings in keys]
    return json.dumps({"keys": clean, "free": free}, ensure_ascii=False, separators=(",", ":"))


def _pieces(item: FillBlank, options: Options) -> Iterator[Piece]:
    stem = item.stem + closing(item.stem)
    at = 0
    for blank in item.blanks:
        start = blank.start
        while start > max(at, blank.start - 2) and stem[start - 1] in _OPENING:
            start -= 1
        if start > at:
            yield Piece(printable(stem[at:start]))
        end = blank.end
        # A longer run of signs must be free to wrap, or it leaves the paper.
        while end < min(len(stem), blank.end + 4) and stem[end] in _GLUED:
            end += 1
        key = printable(stem[blank.start : blank.end])
        yield Piece(
            opening=printable(stem[start : blank.start]),
            widths=(_EVEN,) if options.blank_width == "even" else widths(key),
            cue="" if options.word_bank else printable(blank.cue),
            glued=printable(stem[blank.end : end]),
            key=key,
        )
        at = end
    if at < len(stem):
        yield Piece(printable(stem[at:]))


def widths(key: str) -> tuple[int, ...]:
    """The widths, in em, of the segments of a gap that this key is written into by hand."""
    # Letters and digits take half the room of a Chinese character.
    size = sum(1 if unicodedata.east_asian_width(char) in "WF" else 0.6 for char in key)
    need = max(_NARROWEST, math.ceil(size * _PER_CHARACTER) + 1)
    segments = min(-(-need // _WIDEST), _MOST_SEGMENTS)
    return (min(-(-need // segments), _WIDEST),) * segments
