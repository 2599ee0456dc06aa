"""What scanning, copying and extraction do to a text, done on purpose and with a seed.

A `Text` knows for each of its characters which character of the whole text it was, so that what
the layout makes of a damaged text is measured exactly: which torn pairs of neighbours are
neighbours again (joins), which paragraphs are still apart (breaks), and which characters stand
side by side that never did (wrong joins).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quizgen.model import Document

INSERTED = -1


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, and the place in the whole text that each was taken from."""

    text: str
    origin: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, cut: slice) -> Text:
        return Text(self.text[cut], self.origin[cut])

    def __add__(self, other: Text) -> Text:
        return Text(self.text + other.text, self.origin + other.origin)


def added(text: str) -> Text:
    """Characters that the damage puts in."""
    return Text(text, (INSERTED,) * len(text))


def joined(parts: Iterable[Text], between: str = "\n") -> Text:
    """The parts with `between` put in."""
    text: list[str] = []
    origin: list[int] = []
    for part in parts:
        if text:
            text.append(between)
            origin += (INSERTED,) * len(between)
        text.append(part.text)
        origin += part.origin
    return Text("".join(text), tuple(origin))


def blocks_of(paragraphs: Iterable[str], first: int = 0) -> list[Text]:
    """Paragraphs as the whole text; their characters are counted from `first`, breaks not."""
    found: list[Text] = []
    for paragraph in paragraphs:
        found.append(Text(paragraph, tuple(range(first, first + len(paragraph)))))
        first += len(paragraph)
    return found


# ---- the damages --------------------------------------------------------


def hard_wrap(
    blocks: Sequence[Text], width: int, indent: str = "\u3000\u3000", hang: bool = False
) -> list[Text]:
    """Lines of at most `width` characters; each paragraph begins with `indent`.

    With `hang` a closing mark is not put at the beginning of a line: it hangs over the edge.
    """
    lines: list[Text] = []
    for block in blocks:
        whole = added(indent) + block
        at = 0
        while at < len(whole):
            end = at + width
            while hang and end < len(whole) and whole.text[end] in "，。、；：？！”）》」』":
                end += 1
            lines.append(whole[at:end])
            at = end
    return lines


def parted(blocks: Sequence[Text], width: int) -> list[Text]:
    """Wrapped without an indent, paragraphs parted by blank lines."""
    lines: list[Text] = []
    for block in blocks:
        lines += [*hard_wrap([block], width, ""), added("")]
    return lines


def page_furniture(
    lines: Sequence[Text], every: int, first: int = 12, head: str = "", blank: bool = True
) -> list[Text]:
    """A page number after each `every` lines, and a running head under it if one is given."""
    found: list[Text] = []
    for number, line in enumerate(lines, 1):
        found.append(line)
        if number % every == 0 and number < len(lines):
            page = first + number // every
            furniture = [f"{head}　　　　{page}"] if head else [f"— {page} —"]
            around = [""] if blank else []
            found += map(added, [*around, *furniture, *around])
    return found


def duplicated_tail(blocks: Sequence[Text], count: int) -> list[Text]:
    """The last `count` paragraphs come twice."""
    return [*blocks, *(added(block.text) for block in blocks[-count:])]


def _cuts(block: Text, edge: int = 8) -> list[int]:
    """The places between two Han characters, away from the edges."""
    return [
        k
        for k in range(edge, len(block) - edge)
        if "\u4e00" <= block.text[k - 1] <= "\u9fff" and "\u4e00" <= block.text[k] <= "\u9fff"
    ]


def cut_in_sentence(blocks: Sequence[Text], rng: random.Random, share: float) -> list[Text]:
    """Some paragraphs are cut in two by a blank line, between two characters of a sentence."""
    found: list[Text] = []
    for block in blocks:
        places = _cuts(block)
        if places and rng.random() < share:
            at = rng.choice(places)
            found += [block[:at], added(""), block[at:]]
        else:
            found.append(block)
    return found


def columns(lines: Sequence[Text], count: int, width: int, gutter: int) -> list[Text]:
    """The lines set in `count` columns, the page read row by row."""
    height = -(-len(lines) // count)
    parts = [lines[k * height : (k + 1) * height] for k in range(count)]
    rows: list[Text] = []
    for row in range(height):
        cells = [part[row] if row < len(part) else added("") for part in parts]
        while len(cells) > 1 and not cells[-1].text:
            cells.pop()
        padded = [cell + added("\u3000" * (width - len(cell))) for cell in cells[:-1]]
        rows.append(joined([*padded, cells[-1]], " " * gutter))
    return rows


def interleave(
    first: Sequence[Text],
    second: Sequence[Text],
    rng: random.Random,
    pieces: int,
    in_sentence: bool,
    heads: int = 0,
) -> list[Text]:
    """Two articles that interrupt one another: `pieces` pieces of each, by turns.

    They are cut between two paragraphs, or in mid-sentence. The first `heads` blocks of each
    (title, byline) and one paragraph more stay together.
    """
    one, other = (_in_pieces(blocks, rng, pieces, in_sentence, heads) for blocks in (first, second))
    return [block for pair in zip(one, other, strict=True) for piece in pair for block in piece]


def _in_pieces(
    blocks: Sequence[Text], rng: random.Random, pieces: int, in_sentence: bool, heads: int
) -> list[list[Text]]:
    places = [
        k for k in range(heads, len(blocks)) if (_cuts(blocks[k], 12) if in_sentence else k > heads)
    ]
    chosen = sorted(rng.sample(places, min(pieces - 1, len(places))))
    found: list[list[Text]] = []
    rest = list(blocks)
    for place in reversed(chosen):
        if in_sentence:
            at = rng.choice(_cuts(blocks[place], 12))
            found.append([rest[place][at:], *rest[place + 1 :]])
            rest = [*rest[:place], rest[place][:at]]
        else:
            found.append(rest[place:])
            rest = rest[:place]
    found.append(rest)
    return [*reversed(found), *([] for _ in range(pieces - len(found)))]


def broken_by_ocr(text: Text, rng: random.Random, share: float) -> Text:
    """White space, line breaks and left-overs of mark-up anywhere."""
    signs = [" ", "\n", "\n\n", "&nbsp;", "<p>", "\u3000", "\n3\n"]
    parts: list[Text] = []
    for at in range(len(text)):
        parts.append(text[at : at + 1])
        if rng.random() < share:
            parts.append(added(rng.choice(signs)))
    return joined(parts, "")


def spaced_by_ocr(lines: Sequence[Text], rng: random.Random, share: float) -> list[Text]:
    """Stray spaces between characters, and lines broken before their end."""
    found: list[Text] = []
    for line in lines:
        parts: list[Text] = []
        for at in range(len(line)):
            parts.append(line[at : at + 1])
            if rng.random() < share:
                parts.append(added(" "))
        found.append(joined(parts, ""))
    return found


# ---- what the layout made of it -----------------------------------------


@dataclass
class Recovery:
    """How much of a damaged text came out whole."""

    joins: int = 0
    """Neighbours in one paragraph that the damage parted."""
    joined: int = 0
    breaks: int = 0
    """Neighbours that stand in two paragraphs of the whole text."""
    broken: int = 0
    wrong: int = 0
    """Neighbours in one paragraph of the reading text that are none in the whole text."""
    asked: int = 0
    """Such neighbours in a sentence that may be asked."""
    orders: int = 0
    """Paragraphs that the damage has parted from the next of their article."""
    ordered: int = 0
    places: list[str] = field(default_factory=list)
    """What went wrong, for people."""

    def add(self, other: Recovery) -> None:
        """Sum up."""
        for name in ("joins", "joined", "breaks", "broken", "wrong", "asked", "orders", "ordered"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.places += other.places

    def __str__(self) -> str:
        def share(part: int, whole: int) -> str:
            return f"{part}/{whole}" + (f" ({part / whole:.1%})" if whole else "")

        order = f", order {share(self.ordered, self.orders)}" if self.orders else ""
        return (
            f"joins {share(self.joined, self.joins)}, breaks {share(self.broken, self.breaks)}"
            f"{order}, wrong {self.wrong}, asked {self.asked}"
        )


def recovery(
    document: Document, damaged: Text, whole: Sequence[Text], bodies: Sequence[bool] | None = None
) -> Recovery:
    """Hold a laid-out damaged text to the whole one.

    `bodies` tells which blocks are paragraphs: a torn heading is not counted.
    """
    found = Recovery()
    sequence = [
        place
        for k, block in enumerate(whole)
        for char, place in zip(block.text, block.origin, strict=True)
        if not char.isspace()
    ]
    block_of = {place: k for k, block in enumerate(whole) for place in block.origin}
    after = dict(pairwise(sequence))
    visible = [
        (k, place)
        for k, (char, place) in enumerate(zip(damaged.text, damaged.origin, strict=True))
        if not char.isspace()
    ]
    place_in_damaged = {place: n for n, (_, place) in enumerate(visible) if place >= 0}
    torn: set[int] = set()
    for place, follower in after.items():
        n, m = place_in_damaged.get(place), place_in_damaged.get(follower)
        if n is None or m is None:
            continue
        between = damaged.text[visible[n][0] : visible[m][0]] if m > n else "\n"
        if m != n + 1 or "\n" in between or "  " in between:
            torn.add(place)

    # The neighbours in the reading text, by paragraph.
    follows: dict[int, int] = {}
    next_paragraph: dict[int, int] = {}
    last = INSERTED
    for article in document.articles:
        last = INSERTED
        for paragraph in article.paragraphs:
            doubtful = [s.span for s in paragraph.sentences if s.doubtful]
            asked = paragraph.kind != "prose" or bool(paragraph.sentences)
            behind = INSERTED
            for piece in _source_places(document, paragraph.span.start, paragraph.span.end):
                at, source_at = piece
                if document.source.text[source_at].isspace():
                    continue
                place = damaged.origin[source_at]
                if place == INSERTED:
                    continue
                if behind == INSERTED:
                    if last != INSERTED:
                        next_paragraph[last] = place
                else:
                    follows[behind] = place
                    if after.get(behind) != place:
                        found.wrong += 1
                        left, text = visible[place_in_damaged[behind]][0], damaged.text
                        here = visible[place_in_damaged[place]][0]
                        found.places.append(
                            f"wrong {text[max(0, left - 9) : left + 1]}⏎{text[here : here + 10]}"
                        )
                        if asked and not any(s.start < at < s.end for s in doubtful):
                            found.asked += 1
                behind = place
            last = behind
    for place, follower in after.items():
        block = block_of[place]
        if block != block_of[follower]:
            found.breaks += 1
            if follows.get(place) != follower:
                found.broken += 1
            else:
                found.places.append(
                    f"not broken: {whole[block].text[-10:]}|{whole[block + 1].text[:10]}"
                )
            if (
                place in torn
                and (bodies is None or (bodies[block] and bodies[block_of[follower]]))
                and place_in_damaged[follower] != place_in_damaged[place] + 1
            ):
                found.orders += 1
                found.ordered += next_paragraph.get(place) == follower
        elif place in torn and (bodies is None or bodies[block]):
            found.joins += 1
            if follows.get(place) == follower:
                found.joined += 1
            else:
                k = whole[block].origin.index(place)
                text = whole[block].text
                found.places.append(
                    f"not joined: {text[max(0, k - 9) : k + 1]}|{text[k + 1 : k + 11]}"
                )
    return found


def _source_places(document: Document, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Each character of the reading text and its place in the source."""
    for piece in document.pieces:
        if piece.source_start >= 0 and piece.start < end and piece.end > start:
            for at in range(max(start, piece.start), min(end, piece.end)):
                yield at, piece.source_start + at - piece.start
