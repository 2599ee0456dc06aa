"""Lines for Quizlet's import: a term, a tab, a definition. Cards know nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.export.flat import SEPARATOR, flat, left_out, one_line
from quizgen.export.formats import Context, Exported, File
from quizgen.export.wording import in_text_order
from quizgen.model import Item, Matching, Quiz, Term


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to choose."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """A line for each item, and for each pair of a set."""
    items = in_text_order(quiz.items)
    lines = [f"{front}\t{back}\n" for item in items for front, back in _cards(quiz, item)]
    sets = sum(isinstance(item, Matching) for item in items)
    parted = (f"{sets} sets of two columns are parted into their pairs",) if sets else ()
    missing = ("alternatives", "hints", "explanations", "places in the source", "tags")
    return Exported(
        (File("-quizlet.txt", "".join(lines).encode("utf-8", "replace")),),
        (*parted, *left_out(items, (*missing, "difficulties"))),
    )


def _cards(quiz: Quiz, item: Item) -> Iterator[tuple[str, str]]:
    if isinstance(item, Matching):
        for pair in item.pairs:
            yield one_line(pair.premise_text), one_line(pair.response_text)
    elif isinstance(item, Term):
        yield one_line(item.term_text), one_line(item.definiens_text)
    else:
        written = flat(quiz, item)
        yield written.question, SEPARATOR.join(written.answers)
