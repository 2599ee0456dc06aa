"""GIFT, the text format that Moodle and others import.

GIFT reads the first `{…}` of a question only, so each blank is a question of its own. It begins
with a word, since not every reader takes a question that begins with its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from quizgen.export.flat import (
    GAP,
    SEPARATOR,
    alternatives,
    cued,
    explained,
    flat,
    inline,
    left_out,
    noted,
    one_line,
)
from quizgen.export.formats import Context, Exported, File
from quizgen.export.wording import gapped, in_text_order
from quizgen.model import Blank, FillBlank, Item, ListRecall, Matching, Quiz, Term

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"})
_ARROW = "->"


@dataclass(frozen=True, slots=True)
class Options:
    """How the questions are filed."""

    category: bool = True
    """A category named after the quiz."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """A question for each blank, list, term and set, with blank lines between."""
    items = in_text_order(quiz.items)
    parts = [f"$CATEGORY: {_text(one_line(quiz.title))}"] if options.category else []
    parts += [question for item in items for question in _questions(quiz, item)]
    text = "\n\n".join(parts) + "\n"
    return Exported((File("-gift.txt", text.encode("utf-8", "replace")),), _remarks(items))


def _questions(quiz: Quiz, item: Item) -> Iterator[str]:
    feedback = explained(item)
    told = f"####{_text(feedback)}" if feedback else ""
    match item:
        case FillBlank():
            for number in range(1, len(item.blanks) + 1):
                stem = gapped(item, partial(_gap, item, number, told), _plain)
                yield f"::{_text(one_line(item.id))}-{number}::[plain]填空：{stem}{_text(_note(item))}"
        case Matching():
            pairs = "".join(
                f"\t={_side(pair.premise_text)} {_ARROW} {_side(pair.response_text)}\n"
                for pair in item.pairs
            )
            title = _text(one_line(item.title) + noted(item))
            yield f"::{_text(one_line(item.id))}::[plain]{title}{{\n{pairs}{told}}}"
        case ListRecall() | Term():
            written = flat(quiz, item)
            key = f"参考答案：{SEPARATOR.join(written.answers)}"
            back = _text("\n".join(filter(None, (key, feedback))))
            yield f"::{_text(one_line(item.id))}::[plain]{_text(written.question)}{{####{back}}}"


def _gap(item: FillBlank, asked: int, told: str, number: int, blank: Blank) -> str:
    if number == asked:
        words = (item.keys[number - 1], *alternatives(item)[number - 1])
        return f"{_text(cued(blank))}{{{' '.join(map(_answer, words))}{told}}}"
    # Where any order is right, only the others standing there leave one answer.
    return _plain(item.keys[number - 1]) if item.order_free else GAP


def _note(item: FillBlank) -> str:
    return "" if item.order_free and len(item.blanks) > 1 else noted(item)


def _answer(word: str) -> str:
    text = _text(one_line(word))
    # %50% at the beginning would be a weight.
    return f"=%100%{text}" if text.startswith("%") else f"={text}"


def _side(text: str) -> str:
    return _text(one_line(text).replace(_ARROW, "→"))


def _plain(text: str) -> str:
    return _text(inline(text))


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _remarks(items: list[Item]) -> tuple[str, ...]:
    parted = sum(isinstance(item, FillBlank) and len(item.blanks) > 1 for item in items)
    essays = sum(isinstance(item, ListRecall | Term) for item in items)
    arrows = sum(
        _ARROW in pair.premise_text + pair.response_text
        for item in items
        if isinstance(item, Matching)
        for pair in item.pairs
    )
    told = (
        (parted, "sentences with several blanks are parted, one question for each blank"),
        (essays, "lists and terms are essays, whose key stands in the feedback"),
        (arrows, f"pairs have → for {_ARROW}, which the format keeps for itself"),
    )
    said = tuple(f"{count} {remark}" for count, remark in told if count)
    return (*said, *left_out(items, ("hints", "tags", "difficulties")))
