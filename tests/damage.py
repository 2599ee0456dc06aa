"""What scanning, copying and extraction do to a text, done on purpose and with a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text that has one on each line."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def hard_wrap(blocks: Sequence[str], width: int, indent: str = "\u3000\u3000") -> list[str]:
    """Lines of at most `width` characters; each paragraph begins with `indent`."""
    lines: list[str] = []
    for block in blocks:
        whole = indent + block
        lines += [whole[at : at + width] for at in range(0, len(whole), width)]
    return lines


def page_furniture(lines: Sequence[str], every: int, first: int = 12) -> list[str]:
    """A page number, between two blank lines, after each `every` lines."""
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        found.append(line)
        if number % every == 0 and number < len(lines):
            found += ["", f"— {first + number // every} —", ""]
    return found


def duplicated_tail(blocks: Sequence[str], count: int) -> list[str]:
    """The last `count` paragraphs come twice."""
    return [*blocks, *blocks[-count:]]


def cut_in_sentence(blocks: Sequence[str], rng: random.Random, share: float) -> list[str]:
    """Some paragraphs are cut in two by a blank line, between two characters of a sentence."""
    found: list[str] = []
    for block in blocks:
        places = [
            k
            for k in range(8, len(block) - 8)
            if "\u4e00" <= block[k - 1] <= "\u9fff" and "\u4e00" <= block[k] <= "\u9fff"
        ]
        if places and rng.random() < share:
            at = rng.choice(places)
            found += [block[:at], "", block[at:]]
        else:
            found.append(block)
    return found


def columns(lines: Sequence[str], count: int, width: int, gutter: int) -> list[str]:
    """The lines set in `count` columns, the page read row by row."""
    height = -(-len(lines) // count)
    parts = [lines[k * height : (k + 1) * height] for k in range(count)]
    rows: list[str] = []
    for row in range(height):
        cells = [part[row] if row < len(part) else "" for part in parts]
        padded = (cell + "\u3000" * (width - len(cell)) for cell in cells)
        rows.append((" " * gutter).join(padded).rstrip(" \u3000"))
    return rows


def broken_by_ocr(text: str, rng: random.Random, share: float) -> str:
    """White space, line breaks and left-overs of mark-up anywhere."""
    out: list[str] = []
    for char in text:
        out.append(char)
        if rng.random() < share:
            out.append(rng.choice([" ", "\n", "\n\n", "&nbsp;", "<p>", "\u3000", "\n3\n"]))
    return "".join(out)
