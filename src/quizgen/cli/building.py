"""`quizgen build`: reads, makes the quiz, renders every output, and only then writes."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

import typer

from quizgen.bank import store
from quizgen.drawing import Choice, draw
from quizgen.errors import InputError
from quizgen.export import formats
from quizgen.export.choosing import options_of
from quizgen.files import safe_name, write_atomic
from quizgen.language import Language
from quizgen.model import Kind, Quiz, kind_of
from quizgen.pipeline import Reading, gather, study
from quizgen.reading import read
from quizgen.reading.inputs import expand

_SLOW = 5
"""From so many sources on, progress is shown."""


@dataclass(frozen=True, slots=True)
class Output:
    """A format to write, with what the user set of its options."""

    format: formats.Format
    values: Mapping[str, Any]
    where: str
    """Where the options stand, for messages."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    sources: tuple[str, ...]
    output: Path
    outputs: tuple[Output, ...]
    title: str | None = None
    kinds: tuple[Kind, ...] = tuple(Kind)
    max_items: int | None = None
    seed: int = 0
    date: str = ""
    templates: Path | None = None
    words: tuple[Path, ...] = ()
    encoding: str | None = None


def parse_kinds(text: str | None) -> tuple[Kind, ...]:
    """The kinds that `text` names, parted by commas.

    Raises:
        InputError: one of them is none; the message lists those there are.
    """
    if text is None:
        return tuple(Kind)
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = [kind.value for kind in Kind]
    for name in names:
        if name not in known:
            raise InputError(f"--kinds: there is no kind {name!r}; choose from {', '.join(known)}")
    if not names:
        raise InputError(f"--kinds is empty; choose from {', '.join(known)}")
    return tuple(Kind(name) for name in dict.fromkeys(names))


def parse_date(text: str) -> str:
    """The date of the edition, ISO; of SOURCE_DATE_EPOCH if `text` is empty; else nothing.

    Raises:
        InputError: it is no date.
    """
    if text:
        try:
            return dt.date.fromisoformat(text).isoformat()
        except ValueError:
            raise InputError(f"--date {text!r} is no date; write it as 2026-01-31") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return ""
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise InputError(f"SOURCE_DATE_EPOCH={epoch!r} is no number of seconds") from None


def build(request: Request) -> None:
    """Make the deck and the sheet; print a table, or the paths alone into a pipe."""
    if request.templates and not request.templates.is_dir():
        raise InputError(f"--templates: there is no folder {request.templates}")
    if request.output.exists() and not request.output.is_dir():
        raise InputError(f"-o {request.output} is a file; name a folder")
    quiz = _quiz(request)
    if not quiz.items:
        typer.echo("Nothing to ask in this text: no file was written.", err=True)
        return
    written = _write(quiz, request)
    if sys.stdout.isatty():
        _table(quiz, written)
    else:
        for path in written:
            typer.echo(str(path))


def _quiz(request: Request) -> Quiz:
    """The quiz of the texts and banks that the user named."""
    banks = [store.load(Path(name)) for name in request.sources if store.is_bank(name)]
    texts = tuple(name for name in request.sources if not store.is_bank(name))
    paths = expand(texts)
    language = Language(words=request.words)
    title = request.title or (_title(texts, paths) if texts else banks[0].name)
    quiz = gather(
        study_all(paths, language, request.encoding),
        title=title,
        kinds=request.kinds,
        max_items=request.max_items if not banks else None,
        seed=request.seed,
        date=request.date,
    )
    if not banks:
        return quiz
    kept = [item for bank in banks for item in bank.items()]
    ids = {item.id for item in kept}
    items = [*kept, *(item for item in quiz.items if item.id not in ids)]
    choice = Choice(kinds=request.kinds, max_items=request.max_items, seed=request.seed)
    sources = dict.fromkeys((*quiz.sources, *(name for bank in banks for name in bank.sources)))
    return replace(quiz, items=draw(items, choice).items, sources=tuple(sources))


def study_all(
    paths: tuple[str, ...], language: Language, encoding: str | None
) -> Iterator[Reading]:
    """What the texts give, one after the other; progress is shown where there are many."""
    if len(paths) < _SLOW or not sys.stderr.isatty():
        for path in paths:
            yield study(read(path, encoding=encoding), language)
        return
    from rich.console import Console
    from rich.progress import track

    for path in track(paths, "Reading", console=Console(stderr=True), transient=True):
        yield study(read(path, encoding=encoding), language)


def _title(named: tuple[str, ...], paths: tuple[str, ...]) -> str:
    first = PurePath(named[0] if len(named) == 1 else paths[0])
    name = first.name if len(paths) > 1 and len(named) == 1 else first.stem
    return name if name not in ("", "-", ".", "..") else "quiz"


def parse_formats(text: str | None, settings: Sequence[str]) -> tuple[Output, ...]:
    """The formats that `--format` names, each with the options that `--set` gives it.

    Raises:
        InputError: a format or an option that there is not.
    """
    named = [name.strip() for name in (text or ",".join(formats.DEFAULT)).split(",")]
    chosen = {name: formats.find(name) for name in dict.fromkeys(named) if name}
    values: dict[str, dict[str, str]] = {name: {} for name in chosen}
    for setting in settings:
        target, _, value = setting.partition("=")
        name, _, option = target.partition(".")
        if not value or not option:
            raise InputError(f"--set {setting!r}: write it as FORMAT.OPTION=VALUE")
        if name not in chosen:
            raise InputError(f"--set {setting!r}: {name} is not among the formats to write")
        values[name][option] = value
    return tuple(Output(known, values[name], f"--set {name}") for name, known in chosen.items())


def _write(quiz: Quiz, request: Request) -> list[Path]:
    """Render every output, then write them all; remarks go to stderr."""
    stem = str(request.output / safe_name(quiz.title))
    rendered: list[tuple[Path, bytes]] = []
    remarks: list[str] = []
    for output in request.outputs:
        exporter = formats.load(output.format)
        options = options_of(exporter.Options, output.values, output.where)
        kept = {suffix: Path(stem + suffix) for suffix in output.format.keeps}
        before = {suffix: path.read_bytes() for suffix, path in kept.items() if path.is_file()}
        context = formats.Context(templates=request.templates, stem=stem, before=before)
        exported = exporter.export(quiz, options, context)
        rendered += [(Path(stem + file.suffix), file.content) for file in exported.files]
        remarks += [f"{output.format.name}: {remark}" for remark in exported.remarks]
    for path, content in rendered:
        write_atomic(path, content)
    for remark in remarks:
        typer.echo(f"quizgen: {remark}", err=True)
    return [path for path, _ in rendered]


def _table(quiz: Quiz, written: list[Path]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    counts = Counter(kind_of(item) for item in quiz.items)
    table = Table(title=Text(quiz.title), title_justify="left")
    table.add_column("kind")
    table.add_column("items", justify="right")
    for kind in Kind:
        if counts[kind]:
            table.add_row(kind.value, str(counts[kind]))
    table.add_row("all", str(len(quiz.items)), end_section=True)
    console = Console()
    console.print(table)
    for path in written:
        console.print(Text(str(path)))
