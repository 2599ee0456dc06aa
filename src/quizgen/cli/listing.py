"""`quizgen list` and `quizgen stats`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import typer

from quizgen.bank import store
from quizgen.bank.entry import Entry
from quizgen.bank.fields import pairs_of, texts_of
from quizgen.bank.filters import Filter
from quizgen.cli.studying import Studies
from quizgen.errors import InputError
from quizgen.files import write_atomic
from quizgen.reading.inputs import expand
from quizgen.statistics import Survey, Table, bank_tables

_WIDEST = 60


def list_items(path: Path, wanted: Filter, *, as_json: bool) -> None:
    """One line an item, or everything as JSON."""
    bank = store.load(path)
    found = list(wanted.of(bank))
    if as_json:
        typer.echo(json.dumps([_json(entry) for entry in found], ensure_ascii=False, indent=1))
        return
    for entry in found:
        marks = "".join(
            mark
            for mark, there in (("!", entry.conflict), ("?", entry.fields.get("gone")))
            if there
        )
        kind, status = str(entry.fields["kind"]), entry.status.value
        typer.echo(f"{path}:{entry.line}: {status:<7} {kind:<11} {marks}{_line(entry)}")
    typer.echo(f"{len(found)} of {len(bank.entries)} items", err=True)


def stats(names: tuple[str, ...], picture: Path | None) -> None:
    """A bank or some texts in numbers: as tables, and as a picture if one is wanted.

    Raises:
        InputError: a bank and something else.
    """
    studies = None
    if any(map(store.is_bank, names)):
        if len(names) > 1:
            raise InputError("name one bank by itself, or texts")
        bank = store.load(Path(names[0]))
        title, found = bank.name, bank_tables(bank)
    else:
        paths = expand(names)
        studies, survey = Studies(paths), Survey()
        for _, reading in studies:
            survey.add(reading)
        title, found = PurePath(names[0]).stem, survey.tables()
    if picture is not None:
        write_atomic(picture, draw(title, found, picture.suffix.lower()))
    for table in found:
        if table.rows:
            _print(table)
    if picture is not None:
        typer.echo(str(picture))
    if studies is not None:
        studies.finish()


def draw(title: str, found: tuple[Table, ...], suffix: str) -> bytes:
    """The picture: an SVG, or an HTML page around it.

    Raises:
        InputError: it is to be neither.
    """
    from quizgen.templating import template

    if suffix not in (".svg", ".html"):
        raise InputError(
            f"the picture is an .svg or .html file, not {suffix or 'one without suffix'}"
        )
    name = f"stats/stats{suffix}"
    return template(name).render(title=title, tables=found).encode()


def _line(entry: Entry) -> str:
    """What an item asks, in short."""
    fields = entry.fields
    text = next(
        str(fields[name])
        for name in ("stem", "prompt", "term", "title", "kind")
        if fields.get(name)
    )
    if "definition" in fields:
        text += f"：{fields['definition']}"
    if texts_of(fields, "members"):
        text += " " + " / ".join(texts_of(fields, "members"))
    if pairs_of(fields):
        text += " " + " / ".join(f"{left} – {right}" for left, right in pairs_of(fields))
    text = re.sub(r"\s+", " ", text)
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


def _json(entry: Entry) -> Mapping[str, Any]:
    item = entry.item()
    return {
        **entry.fields,
        "id": item.id,
        "status": entry.status.value,
        "asked": entry.asked,
        "edited": sorted(entry.edited) if entry.made else [],
        "conflict": dict(entry.conflict),
        "at": entry.line,
    }


def _print(table: Table) -> None:
    import sys

    if not sys.stdout.isatty():
        typer.echo("\t".join((f"# {table.name}", *table.columns, "all")))
        for row in table.rows:
            typer.echo("\t".join((row.name, *map(str, row.counts.values()), str(row.total))))
        return
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(title=table.name, title_justify="left")
    drawn.add_column("")
    for name in table.columns:
        drawn.add_column(name, justify="right")
    whole = len(table.columns) > 1
    if whole:
        drawn.add_column("all", justify="right")
    for row in table.rows:
        cells = (str(count or "") for count in row.counts.values())
        drawn.add_row(Text(row.name or "–"), *cells, *([str(row.total)] if whole else []))
    Console().print(drawn)
