"""Items as plain text, for formats that know a question and an answer and little else.

Also what such a format has to own up to: how much of the quiz it has no place for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from quizgen.export.wording import gapped, letter, printable, shuffled, where
from quizgen.model import Blank, FillBlank, Item, ListRecall, Matching, Quiz, Term

GAP = "____"
"""A blank in plain text."""
SEPARATOR = "；"
"""Between the parts of an answer."""


@dataclass(frozen=True, slots=True)
class Flat:
    """An item as text."""

    question: str
    """On one line, or, for two columns, on several."""
    answers: tuple[str, ...]
    """Part by part: the key of each blank, each member, `1—B` for each pair, the definiens."""


def flat(quiz: Quiz, item: Item, gap: str = GAP) -> Flat:
    """The item with `gap` for its blanks, cues and note beside them, and its columns shuffled."""
    note = noted(item)
    match item:
        case FillBlank():
            stem = gapped(item, lambda _, blank: gap + cued(blank), str)
            return Flat(one_line(stem) + note, tuple(map(one_line, item.keys)))
        case ListRecall():
            return Flat(one_line(item.prompt) + note, tuple(map(one_line, item.member_texts)))
        case Matching():
            order = shuffled(quiz, item)
            heads = " — ".join(filter(None, map(one_line, (item.premise_head, item.response_head))))
            lines = [one_line(item.title) + (f"（{heads}）" if heads else "") + note]
            lines += [
                f"{number}. {one_line(pair.premise_text)}"
                for number, pair in enumerate(item.pairs, 1)
            ]
            lines += [
                f"{letter(at)}. {one_line(item.pairs[pair].response_text)}"
                for at, pair in enumerate(order)
            ]
            joined = (f"{n}—{letter(order.index(n - 1))}" for n in range(1, len(item.pairs) + 1))
            return Flat("\n".join(lines), tuple(joined))
        case Term():
            return Flat(
                f"名词解释：{one_line(item.term_text)}{note}", (one_line(item.definiens_text),)
            )


def one_line(text: str) -> str:
    """The text without line breaks and without signs that control rather than print."""
    return inline(text).strip()


def inline(text: str) -> str:
    """The same of a piece of a sentence, which may begin or end with a space."""
    return re.sub(r"\s*\n\s*", " ", printable(text))


def cued(blank: Blank) -> str:
    """The cue as it stands behind a blank: `（3字）`, or nothing."""
    return f"（{one_line(blank.cue)}）" if blank.cue else ""


def noted(item: Item) -> str:
    """The note as it stands behind a question: `〔顺序不限〕`, or nothing."""
    return f"〔{one_line(item.note)}〕" if item.note else ""


def alternatives(item: Item) -> tuple[tuple[str, ...], ...]:
    """The other wordings that each answer of the item accepts."""
    if isinstance(item, FillBlank):
        return tuple(tuple(map(one_line, blank.alternatives)) for blank in item.blanks)
    return ()


def place(item: Item) -> str:
    """Source, article and section, and the page or the line, on one line."""
    found = item.provenance
    at = f"第{found.line}行" if found.line else ""
    at = f"第{found.page}页" if found.page else at
    return one_line(" · ".join(filter(None, (where(item), at))))


def explained(item: Item) -> str:
    """What stands on the back of a question: why it is asked, what else is right, the place."""
    others = SEPARATOR.join("/".join(words) for words in alternatives(item) if words)
    lines = (
        one_line(item.why),
        f"也可以答：{others}" if others else "",
        f"出处：{place(item)}" if place(item) else "",
    )
    return "\n".join(filter(None, lines))


_PARTS: Mapping[str, Callable[[Item], int]] = MappingProxyType(
    {
        "alternatives": lambda item: sum(map(len, alternatives(item))),
        "cues": lambda item: (
            sum(bool(b.cue) for b in item.blanks) if isinstance(item, FillBlank) else 0
        ),
        "notes": lambda item: bool(item.note),
        "hints": lambda item: bool(item.hint),
        "explanations": lambda item: bool(item.why),
        "places in the source": lambda item: bool(place(item)),
        "tags": lambda item: len(item.tags),
        "difficulties": lambda item: bool(item.difficulty),
    }
)


def left_out(items: Iterable[Item], parts: Sequence[str]) -> tuple[str, ...]:
    """A remark on what a format has no place for, or none if there is nothing of it.

    Args:
        items: what was exported.
        parts: of `alternatives`, `cues`, `notes`, `hints`, `explanations`, `places in the source`,
            `tags`, `difficulties`.
    """
    items = tuple(items)
    counts = {part: sum(_PARTS[part](item) for item in items) for part in parts}
    named = ", ".join(f"{part} ({count})" for part, count in counts.items() if count)
    return (f"has no place for {named}",) if named else ()
