"""The values that pass along the line, from text to quiz.

Everything here is frozen and holds no behaviour but look-up. Offsets are code
points, half-open; unless a name says `source`, they count in `Document.text`,
the text in reading order.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

# ---- places -------------------------------------------------------------


class Span(NamedTuple):
    """A half-open range of code points in `Document.text`, never empty by convention."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """The number of code points."""
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same range, moved."""
        return Span(self.start + by, self.end + by)


NOWHERE = Span(0, 0)
"""The place of words that a person wrote by hand: they stand in no document."""


SourceRange: TypeAlias = tuple[int, int]
"""A half-open range of code points in `Source.text`."""


# ---- what was read ------------------------------------------------------

HintKind = Literal[
    "heading",  # level 1..6
    "list-item",  # level = nesting depth from 1; marker not in the text or first in it
    "table-row",
    "table-cell",
    "emphasis",  # bold, highlight: the writer says that it matters
    "code",
    "formula",
    "caption",
    "furniture",  # the reader knows that it is navigation, a running head, a page number
    "page",  # the extent of one page
    "block",  # the extent of one paragraph that the container marks as such
    "title",
    "author",
]


@dataclass(frozen=True, slots=True)
class Hint:
    """What a container (docx, html, pdf, epub) says about a piece of its text."""

    kind: HintKind
    start: int
    end: int
    level: int = 0
    """Heading level, nesting depth, page number or row number."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded study text and what it came from."""

    path: str
    """As the user named it; `-` for standard input."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    text: str
    """All code points of the decoded file, byte-order mark and CR LF included."""
    format: str = "txt"
    encoding: str = "utf-8"
    hints: tuple[Hint, ...] = ()

    def line(self, offset: int) -> int:
        """The number, from 1, of the line that the code point at `offset` stands on."""
        return self.text.count("\n", 0, offset) + 1


# ---- the text in reading order ------------------------------------------


class Piece(NamedTuple):
    """A run of reading text and the place in the source that it was taken from.

    `source_start` is -1 for a line break that separates two blocks: it stands in
    the reading text only.
    """

    start: int
    end: int
    source_start: int


ParagraphKind = Literal["prose", "list-item", "table-row"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its end mark and closing quotes."""

    span: Span
    doubtful: bool = False
    """Text is missing in it, or a join in it could go two ways: never ask it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of body text, whole again where the source had cut it."""

    span: Span
    sentences: tuple[Sentence, ...]
    kind: ParagraphKind = "prose"
    level: int = 0
    """Nesting depth of a list item, from 1."""
    marker: Span | None = None
    """The list marker, （一） or 1. or -, at the beginning of the span."""
    cells: tuple[Span, ...] = ()
    """The cells of a table row."""
    is_header: bool = False
    """Whether this table row names the columns."""
    incomplete: bool = False
    """Text was lost at the end or the beginning of this paragraph."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: Span | None
    paragraphs: tuple[Paragraph, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Article:
    """One text of the page, with its head and its tail."""

    title: Span | None
    authors: tuple[Span, ...]
    affiliation: Span | None
    sections: tuple[Section, ...]
    span: Span
    """From the first character of the title to the last of the body."""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs, in reading order."""
        for section in self.sections:
            yield from section.paragraphs


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the source that is in no article, and why."""

    start: int
    """A source offset."""
    end: int
    reason: str
    """`furniture`, `duplicate`, `kicker`, `label`, `markup`, `code`, `space`, …"""


@dataclass(frozen=True)
class Document:
    """The source in reading order: blocks parted by one line break each."""

    source: Source
    text: str
    articles: tuple[Article, ...]
    pieces: tuple[Piece, ...]
    """Sorted, without gaps: they tile `text`."""
    dropped: tuple[Dropped, ...] = ()
    emphasis: tuple[Span, ...] = ()
    """What the writer set in bold or highlighted."""

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(piece.start for piece in self.pieces)

    def ranges(self, span: Span) -> tuple[SourceRange, ...]:
        """The source ranges that `span` was taken from, adjacent ones merged."""
        found: list[SourceRange] = []
        index = max(0, bisect_right(self._starts, span.start) - 1)
        while index < len(self.pieces) and self.pieces[index].start < span.end:
            start, end, origin = self.pieces[index]
            index += 1
            low, high = max(start, span.start), min(end, span.end)
            if origin < 0 or low >= high:
                continue
            begin, stop = origin + low - start, origin + high - start
            if found and found[-1][1] == begin:
                found[-1] = (found[-1][0], stop)
            else:
                found.append((begin, stop))
        return tuple(found)

    def slice(self, span: Span) -> str:
        """The reading text of `span`."""
        return self.text[span.start : span.end]

    def source_text(self, *spans: Span) -> str:
        """The source's own characters at `spans`: equal to the reading text but for white space."""
        text = self.source.text
        return "".join(text[start:end] for span in spans for start, end in self.ranges(span))


# ---- findings -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list that the text makes, in any of its forms."""

    rule: str
    members: tuple[Span, ...]
    lead: Span | None = None
    """What the members are members of."""
    ordered: bool = False
    """Ordinal markers that matter, or chronology."""
    open_ended: bool = False
    """等 follows: there are more than the text names."""
    complete: bool = True
    """False where text is lost or the lead promises more than is spelt out."""
    score: float = 0.5

    @property
    def span(self) -> Span:
        """From the first member to the end of the last."""
        return Span(min(m.start for m in self.members), max(m.end for m in self.members))


DefinitionType = Literal[
    "definition",  # X是指Y
    "aim",  # 打造X，就是要Y
    "role",  # X是Y的核心要素
    "hallmark",  # 以Y为标志的X
    "feature",  # X具有Y等特点
    "function",  # X以Y为引领
    "apposition",  # X这一Y
    "positioning",  # 这是Y之举
    "class",  # Y等“X”
    "alias",  # Y，简称X
    "gloss",  # term：explanation, table rows, glossaries
]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what the text says that it is."""

    rule: str
    term: Span
    definiens: Span
    type: DefinitionType = "definition"
    cue: Span | None = None
    """The words that tie the two: 是指, 就是要."""
    score: float = 0.5

    @property
    def span(self) -> Span:
        """From the first to the last character of the two."""
        return Span(
            min(self.term.start, self.definiens.start), max(self.term.end, self.definiens.end)
        )


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A phrase that the text wants remembered."""

    rule: str
    type: str
    """`quotation`, `slogan`, `programme`, `institution`, `number`, `date`, `person`, `work`,
    `place`, `term`, …"""
    phrase: Span
    states: Span | None = None
    """What a number or a date says something about."""
    speaker: Span | None = None
    """Who said a quotation, wrote a work."""
    score: float = 0.5

    @property
    def span(self) -> Span:
        """The place of the phrase."""
        return self.phrase


Finding: TypeAlias = Enumeration | Definition | KeyPhrase


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a finding was left out: the finding that it lost to."""

    loser: Finding
    winner: Finding | None
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules found, once overlaps are settled; each family in text order."""

    enumerations: tuple[Enumeration, ...] = ()
    definitions: tuple[Definition, ...] = ()
    key_phrases: tuple[KeyPhrase, ...] = ()
    """By score, best first."""
    verdicts: tuple[Verdict, ...] = ()


# ---- items --------------------------------------------------------------


class Kind(enum.StrEnum):
    """The kinds of items."""

    FILL_BLANK = "fill-blank"
    MATCHING = "matching"
    LIST_RECALL = "list-recall"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an item comes from, in words a person can follow."""

    source: str = ""
    """The name of the file."""
    article: str = ""
    """The article's title."""
    section: str = ""
    """The heading that it stands under."""
    line: int = 0
    """The line of the source, from 1; 0 if unknown."""
    page: int = 0
    """The page of the source, from 1; 0 if unknown."""
    quote: str = ""
    """The whole sentence, or the lead and the list, as the source has it."""
    order: int = 0
    """Place in the reading text: the order of study."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap in a stem."""

    start: int
    """Offset in the stem, code points."""
    end: int
    span: Span
    """The same words in the document; `NOWHERE` if a person wrote them."""
    cue: str = ""
    """A help beside the blank, no part of the stem: its first character, its length."""
    alternatives: tuple[str, ...] = ()
    """Other wordings to accept: 18860元 for 18860."""


Difficulty = Literal["易", "中", "难"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What all items have."""

    id: str
    """Stable: follows from the knowledge point, not from where it stands in the file."""
    rule: str
    """The rule whose finding the item is built on."""
    score: float
    """0 to 1: how sure we are that an editor passes it."""
    note: str = ""
    """Printed beside the question: 顺序不限, 文中列举的."""
    hint: str = ""
    """A help for those who want one, shown on demand."""
    why: str = ""
    """One short Chinese line for the back of a card: what is asked, and where it stands."""
    difficulty: Difficulty = "中"
    tags: tuple[str, ...] = ()
    """A person's own, from the bank."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True, kw_only=True)
class FillBlank(Base):
    """A sentence with one to five gaps. The key of a blank is `stem[blank.start:blank.end]`."""

    stem: str
    """The sentence with its words in place; additions in 〔〕, elisions as ……."""
    stem_spans: tuple[Span, ...]
    """The places of the document that the stem is made of, in order."""
    blanks: tuple[Blank, ...]
    """In the order of the stem."""
    order_free: bool = False
    open_ended: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The words that fill the blanks."""
        return tuple(self.stem[blank.start : blank.end] for blank in self.blanks)


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise and its response."""

    premise: Span
    response: Span
    premise_text: str
    response_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Base):
    """Two columns to be joined; `pairs` is the key, in the order of the text."""

    title: str
    premise_head: str
    response_head: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRecall(Base):
    """A list to be recalled whole."""

    prompt: str
    members: tuple[Span, ...]
    member_texts: tuple[str, ...]
    lead: Span | None = None
    ordered: bool = False
    open_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Base):
    """A term to be explained, and the other way round."""

    term: Span
    definiens: Span
    term_text: str
    definiens_text: str


Item: TypeAlias = FillBlank | Matching | ListRecall | Term


def kind_of(item: Item) -> Kind:
    """The kind of an item."""
    match item:
        case FillBlank():
            return Kind.FILL_BLANK
        case Matching():
            return Kind.MATCHING
        case ListRecall():
            return Kind.LIST_RECALL
        case Term():
            return Kind.TERM


@dataclass(frozen=True, slots=True)
class Quiz:
    """What goes to the exporters: a title and items, best first."""

    title: str
    items: tuple[Item, ...]
    seed: int = 0
    """For every shuffling that an exporter does."""
    date: str = ""
    """ISO date of the edition, or nothing."""
    sources: tuple[str, ...] = ()
    """The names of the files that it was made from."""
    offered: frozenset[str] = frozenset()
    """Ids of all items that these offer, where the quiz asks only a part: the rest is not gone."""
