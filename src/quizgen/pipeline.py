"""The straight line: text, document, findings, items, quiz. No files, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quizgen.detect import detect
from quizgen.items import compose
from quizgen.language import Language, default_language
from quizgen.layout import lay_out
from quizgen.model import Document, Findings, Item, Kind, Quiz, Source
from quizgen.select import select


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was made of one source."""

    document: Document
    findings: Findings
    items: tuple[Item, ...]
    """The full quiz of this source, best first."""
    candidates: tuple[Item, ...] = ()
    """Everything that could be asked: a quiz of some kinds only chooses anew."""


def study(source: Source, language: Language | None = None) -> Reading:
    """Lay out, detect, compose and rank one source."""
    language = language or default_language()
    document = lay_out(source)
    findings = detect(document, language)
    candidates = compose(document, findings, language)
    return Reading(document, findings, select(candidates), candidates)


def gather(
    readings: Iterable[Reading],
    *,
    title: str = "",
    kinds: Collection[Kind] = tuple(Kind),
    max_items: int | None = None,
    seed: int = 0,
    date: str = "",
) -> Quiz:
    """One quiz of what several sources gave, best first."""
    items: list[Item] = []
    names: list[str] = []
    # The documents go as they come: only the items are kept of a library.
    for reading in readings:
        items += reading.candidates or reading.items
        names.append(reading.document.source.path)
    chosen = select(items, kinds=kinds, max_items=max_items, seed=seed)
    offered = frozenset(item.id for item in items)
    return Quiz(
        title=title, items=chosen, seed=seed, date=date, sources=tuple(names), offered=offered
    )


def make_quiz(
    sources: Iterable[Source],
    *,
    title: str = "",
    kinds: Collection[Kind] = tuple(Kind),
    max_items: int | None = None,
    seed: int = 0,
    date: str = "",
    language: Language | None = None,
) -> Quiz:
    """The quiz of one or several sources, best first."""
    return gather(
        [study(source, language) for source in sources],
        title=title,
        kinds=kinds,
        max_items=max_items,
        seed=seed,
        date=date,
    )
