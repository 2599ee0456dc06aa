"""`quizgen build`: reads, makes the quiz, renders every output, and only then writes."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePath
from typing import Any

import typer

from quizgen.bank import store
from quizgen.bank.fields import Status
from quizgen.cli import one_line
from quizgen.cli.studying import Studies
from quizgen.drawing import Choice, draw
from quizgen.errors import InputError
from quizgen.export import formats
from quizgen.export.choosing import options_of
from quizgen.files import safe_name, write_atomic
from quizgen.model import Kind, Quiz, kind_of
from quizgen.pipeline import gather
from quizgen.reading.inputs import expand
from quizgen.recipe import Output, Recipe, parse_recipe
from quizgen.used import Use, next_log, parse_log, passed_over


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for, on the command line or in a recipe."""

    sources: tuple[str, ...]
    """Texts and banks."""
    output: Path
    outputs: tuple[Output, ...]
    title: str | None = None
    choice: Choice = field(default_factory=Choice)
    statuses: tuple[Status, ...] = ()
    """Of the items of banks; all that are not dropped if none is given."""
    date: str = ""
    templates: Path | None = None
    words: tuple[Path, ...] = ()
    encoding: str | None = None
    jobs: int = 1
    recipe: Recipe | None = None
    """Where all this stands."""


def request_of(path: Path, output: Path | None, date: str) -> Request:
    """What a recipe asks for.

    Args:
        path: of the recipe.
        output: another folder to write to.
        date: another date of the edition.

    Raises:
        InputError: the recipe cannot be read, or is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = f"; `quizgen new {path}` writes one" if not path.exists() else ""
        raise InputError(f"cannot read the recipe {path}: {error.strerror}{hint}") from error
    recipe = parse_recipe(data, path)
    return Request(
        sources=(*recipe.sources, *map(str, recipe.banks)),
        output=output or recipe.folder,
        outputs=recipe.outputs,
        title=recipe.title,
        choice=recipe.choice,
        statuses=recipe.statuses,
        date=date or recipe.date,
        templates=recipe.templates,
        words=recipe.words,
        encoding=recipe.encoding,
        recipe=recipe,
    )


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


def parse_statuses(text: str | None) -> tuple[Status, ...]:
    """The statuses that `text` names, parted by commas; none if nothing is said.

    Raises:
        InputError: one of them is none; the message lists those there are.
    """
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    known = [status.value for status in Status]
    for name in names:
        if name not in known:
            raise InputError(f"--status: there is no {name!r}; choose from {', '.join(known)}")
    return tuple(Status(name) for name in dict.fromkeys(names))


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
    """Make what was asked for; print a table, or the paths alone into a pipe."""
    if request.templates and not request.templates.is_dir():
        raise InputError(f"--templates: there is no folder {request.templates}")
    if request.output.exists() and not request.output.is_dir():
        raise InputError(f"-o {request.output} is a file; name a folder")
    quiz, remarks, studies = _quiz(request)
    if not quiz.items:
        what = (
            f"{request.recipe.path}: no item fits"
            if request.recipe
            else "Nothing to ask in this text"
        )
        typer.echo(f"{what}: no file was written.", err=True)
        studies.finish()
        return
    for remark in (*studies.doubts, *remarks):
        typer.echo(f"quizgen: {one_line(remark)}", err=True)
    written = _write(quiz, request)
    if sys.stdout.isatty():
        _table(quiz, written)
    else:
        for path in written:
            typer.echo(str(path))
    studies.finish()


def _quiz(request: Request) -> tuple[Quiz, tuple[str, ...], Studies]:
    """The quiz of the texts and banks that the user named, and what could not be had."""
    banks = [store.load(Path(name)) for name in request.sources if store.is_bank(name)]
    texts = tuple(name for name in request.sources if not store.is_bank(name))
    paths = expand(texts)
    title = request.title or (_title(texts, paths) if texts else banks[0].name)
    studies = Studies(paths, words=request.words, encoding=request.encoding, jobs=request.jobs)
    quiz = gather(
        (reading for _, reading in studies) if paths else (),
        title=title,
        kinds=request.choice.kinds,
        seed=request.choice.seed,
        date=request.date,
    )
    kept = [item for bank in banks for item in bank.items(request.statuses)]
    ids = {item.id for bank in banks for item in bank.items()}
    items = [*kept, *(item for item in quiz.items if item.id not in ids)]
    drawn = draw(items, replace(request.choice, used=_used(request)))
    sources = dict.fromkeys((*quiz.sources, *(name for bank in banks for name in bank.sources)))
    chosen = replace(quiz, items=drawn.items, sources=tuple(sources), offered=quiz.offered | ids)
    return chosen, drawn.remarks, studies


def _log(request: Request) -> tuple[Use, ...]:
    log = request.recipe.log if request.recipe else None
    try:
        return parse_log(log.read_bytes(), log) if log and log.exists() else ()
    except OSError as error:
        raise InputError(f"cannot read {log}: {error.strerror}") from error


def _used(request: Request) -> frozenset[str]:
    recipe = request.recipe
    if recipe is None or recipe.log is None:
        return frozenset()
    return passed_over(_log(request), recipe.path.stem, request.date, recipe.since)


def _title(named: tuple[str, ...], paths: tuple[str, ...]) -> str:
    first = PurePath(named[0] if len(named) == 1 else paths[0])
    name = first.name if len(paths) > 1 and len(named) == 1 else first.stem
    return name if name not in ("", "-", ".", "..") else "quiz"


def parse_formats(
    text: str | None, settings: Sequence[str], flags: Mapping[str, Any] | None = None
) -> tuple[Output, ...]:
    """The formats that `--format` names, each with the options that flags and `--set` give it.

    Args:
        text: names of formats, parted by commas; the usual ones if it is None.
        settings: `FORMAT.OPTION=VALUE`; they come before the flags.
        flags: options that have a flag of their own, None where it was not given. Each goes to
            all formats that have the option.

    Raises:
        InputError: a format or an option that there is not.
    """
    named = [name.strip() for name in (text or ",".join(formats.DEFAULT)).split(",")]
    chosen = {name: formats.find(name) for name in dict.fromkeys(named) if name}
    values: dict[str, dict[str, Any]] = {name: {} for name in chosen}
    for flag, value in (flags or {}).items():
        if value is None:
            continue
        option = flag.replace("-", "_")
        having = [
            name
            for name, known in chosen.items()
            if option in {each.name for each in fields(formats.load(known).Options)}
        ]
        if not having:
            raise InputError(f"--{flag}: none of the formats to write ({', '.join(chosen)}) has it")
        for name in having:
            options_of(formats.load(chosen[name]).Options, {flag: value}, "--" + flag)
            values[name][option] = value
    for setting in settings:
        target, _, value = setting.partition("=")
        name, _, option = target.partition(".")
        if not value or not option:
            raise InputError(f"--set {setting!r}: write it as FORMAT.OPTION=VALUE")
        if name not in chosen:
            raise InputError(f"--set {setting!r}: {name} is not among the formats to write")
        values[name][option.replace("-", "_")] = value
    return tuple(Output(known, values[name], f"--set {name}") for name, known in chosen.items())


def _write(quiz: Quiz, request: Request) -> list[Path]:
    """Render every output, then write them all; remarks go to stderr."""
    rendered: list[tuple[Path, bytes]] = []
    remarks: list[str] = []
    for output in request.outputs:
        stem = str(request.output / safe_name(quiz.title)) + output.suffix
        exporter = formats.load(output.format)
        options = options_of(exporter.Options, output.options, output.where)
        kept = {suffix: Path(stem + suffix) for suffix in output.format.keeps}
        before = {suffix: path.read_bytes() for suffix, path in kept.items() if path.is_file()}
        context = formats.Context(templates=request.templates, stem=stem, before=before)
        seeded = quiz if output.seed is None else replace(quiz, seed=output.seed)
        exported = exporter.export(seeded, options, context)
        rendered += [(Path(stem + file.suffix), file.content) for file in exported.files]
        remarks += [f"{output.format.name}: {remark}" for remark in exported.remarks]
    for path, content in rendered:
        write_atomic(path, content)
    recipe = request.recipe
    if recipe and recipe.log:
        ids = [item.id for item in quiz.items]
        log = next_log(_log(request), recipe.path.stem, request.date, ids)
        if not recipe.log.exists() or recipe.log.read_bytes() != log:
            write_atomic(recipe.log, log)
    for remark in remarks:
        typer.echo(f"quizgen: {remark}", err=True)
    return [path for path, _ in rendered]


def watched(request: Request) -> list[Path]:
    """Every file whose change is a reason to build this again."""
    texts = [name for name in request.sources if name != "-" and not store.is_bank(name)]
    banks = [Path(name) for name in request.sources if store.is_bank(name)]
    found = [Path(path) for path in expand(texts)] + banks + [*request.words]
    if request.templates:
        found += sorted(path for path in request.templates.rglob("*") if path.is_file())
    if request.recipe:
        found += [request.recipe.path, *request.recipe.inputs]
    return found


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
