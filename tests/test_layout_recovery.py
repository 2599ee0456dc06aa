"""Damaged texts come out whole again: every damage on every seed, held to what it must reach.

`pytest tests/test_layout_recovery.py -s` prints the figures.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from quizgen.layout import lay_out
from quizgen.model import Document, Source
from tests import damage
from tests.conftest import SEEDS
from tests.damage import Recovery, Text
from tests.test_layout import check_invariant

PLAIN = tuple(path for path in SEEDS if path.suffix == ".txt")


class Whole(NamedTuple):
    """A text without damage: its blocks, and which of them are paragraphs."""

    name: str
    blocks: tuple[str, ...]
    bodies: tuple[bool, ...]


@cache
def whole(path: Path) -> Whole:
    """The blocks of a seed in reading order, heads and paragraphs."""
    document = lay(path.read_text(encoding="utf-8"))
    blocks: list[tuple[str, bool]] = []
    for article in document.articles:
        heads = [article.title, *article.authors]
        blocks += [(document.slice(span), False) for span in heads if span]
        for section in article.sections:
            if section.heading:
                blocks.append((document.slice(section.heading), False))
            blocks += [(document.slice(paragraph.span), True) for paragraph in section.paragraphs]
        if article.affiliation:
            blocks.append((document.slice(article.affiliation), False))
    return Whole(path.stem, tuple(b for b, _ in blocks), tuple(b for _, b in blocks))


def lay(text: str) -> Document:
    return lay_out(Source("t", "", text))


Case = tuple[Text, list[Text], list[bool]]
Damage = Callable[[Whole], Iterator[Case]]


def measure(name: str, cases: Damage, wholes: tuple[Path, ...] = PLAIN) -> Recovery:
    """The recovery over all seeds, printed."""
    total = Recovery()
    for path in wholes:
        for damaged, blocks, bodies in cases(whole(path)):
            document = lay(damaged.text)
            total.add(damage.recovery(document, damaged, blocks, bodies))
    print(f"\n{name:32} {total}", end="")  # noqa: T201
    return total


def wrapped(style: str, every: int = 0, head: str = "") -> Damage:
    def cases(text: Whole) -> Iterator[Case]:
        blocks = damage.blocks_of(text.blocks)
        for width in range(8, 41, 4):
            match style:
                case "indented":
                    lines = damage.hard_wrap(blocks, width)
                case "hanging":
                    lines = damage.hard_wrap(blocks, width, hang=True)
                case "parted":
                    lines = damage.parted(blocks, width)
                case _:
                    lines = damage.hard_wrap(blocks, width, "")
            if every:
                lines = damage.page_furniture(lines, every, head=head, blank=not head)
            yield damage.joined(lines), blocks, list(text.bodies)

    return cases


def in_columns(count: int, gutter: int, indent: str = "\u3000\u3000") -> Damage:
    def cases(text: Whole) -> Iterator[Case]:
        blocks = damage.blocks_of(text.blocks)
        for width in (10, 14, 18, 24):
            lines = damage.hard_wrap(blocks, width, indent)
            page = damage.columns(lines, count, width, gutter)
            yield damage.joined(page), blocks, list(text.bodies)

    return cases


@pytest.mark.parametrize("style", ["indented", "hanging", "parted", "bare"])
@pytest.mark.parametrize(("every", "head"), [(0, ""), (7, ""), (9, "大运河通史")])
def test_wrapped_lines_become_paragraphs_again(style: str, every: int, head: str) -> None:
    found = measure(f"wrapped, {style}, pages of {every}", wrapped(style, every, head))
    # Without an indent or a blank line only the length of its last line tells where one ends.
    least = 0.96 if style in ("bare", "parted") else 0.99
    assert found.joined >= least * found.joins
    assert found.broken >= least * found.breaks


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("gutter", [2, 4])
@pytest.mark.parametrize("indent", ["\u3000\u3000", ""])
def test_columns_read_row_by_row_are_unwoven(count: int, gutter: int, indent: str) -> None:
    cases = in_columns(count, gutter, indent)
    found = measure(f"{count} columns, gutter {gutter}, indent {len(indent)}", cases)
    assert found.joined >= 0.98 * found.joins
    assert found.broken >= 0.95 * found.breaks
    assert found.asked <= 2


def test_a_second_copy_of_the_tail_is_dropped() -> None:
    def cases(text: Whole) -> Iterator[Case]:
        blocks = damage.blocks_of(text.blocks)
        for count in (1, 2, 3):
            yield damage.joined(damage.duplicated_tail(blocks, count)), blocks, list(text.bodies)

    found = measure("duplicated tails", cases)
    assert found.broken == found.breaks
    assert not found.wrong


def test_sentences_cut_by_a_blank_line_are_joined() -> None:
    def cases(text: Whole) -> Iterator[Case]:
        blocks = damage.blocks_of(text.blocks)
        for number in range(10):
            cut = damage.cut_in_sentence(blocks, random.Random(number), 0.4)
            yield damage.joined(cut), blocks, list(text.bodies)

    found = measure("cut in mid-sentence", cases)
    assert found.joined >= 0.75 * found.joins
    assert not found.asked


def heads(text: Whole) -> int:
    """How many blocks stand before the first paragraph."""
    return text.bodies.index(True)


@pytest.mark.parametrize("pieces", [2, 3, 4])
@pytest.mark.parametrize("in_sentence", [True, False])
def test_articles_that_interrupt_one_another_are_parted(pieces: int, in_sentence: bool) -> None:
    def cases(text: Whole) -> Iterator[Case]:
        for number, path in enumerate(PLAIN):
            other = whole(path)
            if other.name == text.name:
                continue
            one = damage.blocks_of(text.blocks)
            two = damage.blocks_of(other.blocks, 1_000_000)
            kept = min(heads(text), heads(other))
            rng = random.Random(number)
            lines = damage.interleave(one, two, rng, pieces, in_sentence, kept)
            yield damage.joined(lines), [*one, *two], [*text.bodies, *other.bodies]

    found = measure(f"{pieces} pieces, in sentences {in_sentence}", cases)
    assert found.broken == found.breaks
    assert found.joined >= 0.65 * found.joins
    assert found.asked <= 3


@pytest.mark.parametrize("number", range(4))
def test_broken_text_loses_nothing(seed: Path, number: int) -> None:
    rng = random.Random(number)
    (text,) = damage.blocks_of([seed.read_text(encoding="utf-8")])
    broken = damage.broken_by_ocr(text, rng, 0.02 * (number + 1))
    check_invariant(lay_out(Source("t", "", broken.text, seed.suffix[1:])))
