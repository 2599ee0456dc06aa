"""`quizgen extract` and `quizgen bank check`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from quizgen.bank import store
from quizgen.bank.entry import Bank, BankError, Entry
from quizgen.bank.merge import Report, merge
from quizgen.cli.studying import Studies
from quizgen.drawing import asked_words
from quizgen.errors import InputError
from quizgen.items.identity import folded
from quizgen.model import FillBlank, Item, kind_of
from quizgen.reading.inputs import expand


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    sources: tuple[str, ...]
    bank: Path
    words: tuple[Path, ...] = ()
    encoding: str | None = None
    jobs: int = 1


def extract(request: Request) -> None:
    """Bring the items of the sources into the bank, and say what was done."""
    if not store.is_bank(request.bank.name):
        raise InputError(f"-b {request.bank}: a bank is a .yaml file")
    if request.bank.exists():
        # What is wrong with the bank is said before any work is done.
        store.load(request.bank)
    paths = expand(request.sources)
    studies = Studies(paths, words=request.words, encoding=request.encoding, jobs=request.jobs)
    read: dict[str, tuple[Item, ...]] = {
        store.source_name(path, request.bank): reading.items for path, reading in studies
    }
    reports: list[Report] = []

    def by(bank: Bank) -> Bank:
        merged, report = merge(
            bank, read, exists=lambda source: (request.bank.parent / source).exists()
        )
        reports.append(report)
        return merged

    bank = store.change(request.bank, by, create=True)
    _tell(bank, reports[-1])
    studies.finish()


def check(path: Path) -> None:
    """Say what is wrong with a bank, line by line, or that nothing is.

    Raises:
        typer.Exit: something is wrong.
    """
    try:
        bank = store.load(path)
    except BankError as error:
        for problem in error.problems:
            typer.echo(f"{path}:{problem.line}: {problem.text}", err=True)
        raise typer.Exit(error.exit_code) from None
    for entry in bank.entries:
        if entry.conflict:
            fields = ", ".join(entry.conflict)
            typer.echo(f"{path}:{entry.line}: the source has another {fields}; see `conflict`")
        if entry.fields.get("gone"):
            still = "still asked" if entry.asked else "not asked"
            typer.echo(f"{path}:{entry.line}: no longer in its source; {still}")
    for entry, other in doubles(bank):
        typer.echo(f"{path}:{entry.line}: asks the same as line {other.line}")
    asked = sum(entry.asked for entry in bank.entries)
    typer.echo(f"{path}: {len(bank.entries)} items, {asked} to ask")


def doubles(bank: Bank) -> Iterator[tuple[Entry, Entry]]:
    """Items to ask that ask the same words in the same sentence as one before them."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in bank.entries:
        if not entry.asked:
            continue
        item = entry.item()
        sentence = item.stem if isinstance(item, FillBlank) else ""
        key = (kind_of(item).value, folded(sentence), *sorted(map(folded, asked_words(item))))
        if key in seen:
            yield entry, seen[key]
        else:
            seen[key] = entry


def _tell(bank: Bank, report: Report) -> None:
    counts = (
        ("new", len(report.new)),
        ("updated", len(report.updated)),
        ("unchanged", report.unchanged),
        ("gone", len(report.gone)),
        ("removed", len(report.removed)),
    )
    said = ", ".join(f"{count} {name}" for name, count in counts if count)
    typer.echo(f"{bank.path}: {said or 'nothing to ask in these texts'}")
    at = {entry.id: entry.line for entry in bank.entries}
    for id_ in report.conflicts:
        typer.echo(
            f"{bank.path}:{at[id_]}: you changed this item, and so did its source; "
            "yours stays, see `conflict`",
            err=True,
        )
    for id_ in report.gone:
        typer.echo(f"{bank.path}:{at[id_]}: no longer in its source; it stays", err=True)
