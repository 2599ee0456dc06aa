"""The commands. Each imports what it uses when it runs, so that `--help` answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from quizgen import __version__
from quizgen.cli import bank_commands, push, template_commands
from quizgen.cli.options import Debug, Dictionary, Encoding, Jobs
from quizgen.errors import InputError

app = typer.Typer(
    name="quizgen",
    no_args_is_help=True,
    # rich's help takes as long to load as everything else together.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quizgen {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Chinese study text in; Anki decks, printable sheets and question sets out.

    Examples:

      quizgen build notes.txt -o out

      quizgen inspect notes.txt

      quizgen extract notes.txt -b notes.yaml
    """
    del version


@app.command()
def build(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Texts, folders, patterns, banks (.yaml) or recipes (.toml); - is standard input.",
            metavar="SOURCE...",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The folder to write to; a recipe names one itself."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="The name of deck and sheet; else that of the first source.")
    ] = None,
    kinds: Annotated[
        str | None,
        typer.Option(help="Kinds to ask: fill-blank,matching,list-recall,term (all if not given)."),
    ] = None,
    statuses: Annotated[
        str | None,
        typer.Option("--status", help="Of banks, only these: new,kept,edited (all if not given)."),
    ] = None,
    max_items: Annotated[int | None, typer.Option(min=1, help="At most so many items.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed shuffles otherwise.")] = 0,
    date: Annotated[str, typer.Option(help="The date of the edition, YYYY-MM-DD.")] = "",
    format_: Annotated[
        str | None,
        typer.Option("--format", help="Formats to write: anki,sheet if not given."),
    ] = None,
    paper: Annotated[str | None, typer.Option(help="Paper of the sheet: A4, A3, B4.")] = None,
    key: Annotated[
        str | None,
        typer.Option(help="Answers of the sheet: end, separate, inline, teacher, none."),
    ] = None,
    marks: Annotated[
        str | None, typer.Option(help="Marks an answer: 1, or fill-blank=1,term=5.")
    ] = None,
    variants: Annotated[
        str | None, typer.Option(help="So many papers, A, B, C…, each shuffled otherwise.")
    ] = None,
    blank_width: Annotated[
        str | None, typer.Option(help="Blanks as wide as the answer needs, or alike: answer, even.")
    ] = None,
    word_bank: Annotated[
        bool, typer.Option("--word-bank", help="The words of the blanks in a box to choose from.")
    ] = False,
    seal_line: Annotated[
        bool, typer.Option("--seal-line", help="A sealing line with the name at the left.")
    ] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="The sheet as PDF, too.")] = False,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="An option of a format, FORMAT.OPTION=VALUE; may be repeated."),
    ] = None,
    templates: Annotated[
        Path | None, typer.Option(help="A folder with templates of your own.")
    ] = None,
    dictionary: Dictionary = None,
    encoding: Encoding = None,
    jobs: Jobs = 1,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever a text, bank or recipe changes.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Make an Anki deck and a sheet with its key; or what a recipe asks for.

    Examples:

      quizgen build page.txt -o out

      quizgen build notes/ -o out --title 第一章 --max-items 40

      quizgen build law.md -o out --kinds fill-blank,matching --seed 7

      quizgen build bank.yaml -o out

      quizgen build decks/law.toml

      quizgen build law.md -o out --paper A3 --key separate --variants 2 --pdf
    """
    del debug
    from dataclasses import replace

    from quizgen.cli import building
    from quizgen.drawing import Choice
    from quizgen.recipe import is_recipe

    flags = {
        "paper": paper,
        "key": key,
        "marks": marks,
        "variants": variants,
        "blank-width": blank_width,
        "word-bank": word_bank or None,
        "seal-line": seal_line or None,
        "pdf": pdf or None,
    }
    recipes = [Path(name) for name in sources if is_recipe(name)]

    def requests() -> list[building.Request]:
        day = building.parse_date(date)
        if recipes:
            return [replace(building.request_of(path, output, day), jobs=jobs) for path in recipes]
        if output is None:
            raise InputError("name the folder to write to with -o FOLDER")
        return [
            building.Request(
                sources=tuple(sources),
                output=output,
                outputs=building.parse_formats(format_, settings or (), flags),
                title=title,
                choice=Choice(kinds=building.parse_kinds(kinds), max_items=max_items, seed=seed),
                statuses=building.parse_statuses(statuses),
                date=day,
                templates=templates,
                words=tuple(dictionary or ()),
                encoding=encoding,
                jobs=jobs,
            )
        ]

    if recipes:
        said = {
            "--title": title, "--kinds": kinds, "--max-items": max_items, "--seed": seed or None, "--status": statuses,
            "--format": format_, "--set": settings, "--templates": templates, "--dict": dictionary,
            "--encoding": encoding, **{f"--{flag}": value for flag, value in flags.items()},
        }  # fmt: skip
        told = [name for name, value in said.items() if value is not None]
        if told:
            raise InputError(f"{told[0]} stands in the recipe; change it there")
        if len(recipes) < len(sources):
            raise InputError("build recipes by themselves; a recipe names its texts")
    if watch:
        from quizgen.cli import watching

        watching.watch(requests)
        return
    for request in requests():
        building.build(request)


@app.command()
def inspect(
    file: Annotated[str, typer.Argument(help="A text; - is standard input.", metavar="FILE")],
    as_json: Annotated[bool, typer.Option("--json", help="The whole report as JSON.")] = False,
    text: Annotated[
        bool, typer.Option("--text", help="The decoded text that offsets count in.")
    ] = False,
    layout: Annotated[
        bool, typer.Option("--layout", help="The reading order: joins, and what was dropped.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Why findings were taken, and which they beat.")
    ] = False,
    dictionary: Dictionary = None,
    encoding: Encoding = None,
    debug: Debug = False,
) -> None:
    """Show what the rules make of one text: articles, findings, items.

    Examples:

      quizgen inspect page.txt

      quizgen inspect page.txt --json > page.json
    """
    del debug
    if as_json + text + layout > 1:
        raise InputError("--json, --text and --layout exclude one another; give one of them")
    from quizgen.reading import read

    source = read(file, encoding=encoding)
    if text:
        sys.stdout.buffer.write(source.text.encode("utf-8", "surrogatepass"))
        return
    if layout:
        from quizgen.layout import lay_out
        from quizgen.layout.show import show

        typer.echo(show(lay_out(source)))
        return
    from quizgen.language import Language
    from quizgen.pipeline import study

    reading = study(source, Language(words=dictionary or ()))
    if as_json:
        import json

        from quizgen.export.contract import report

        typer.echo(json.dumps(report(reading), ensure_ascii=False, indent=1))
        return
    from quizgen.export.readable import readable

    typer.echo(readable(reading, explain=explain), nl=False)


app.command()(bank_commands.extract)
app.command()(push.push)
app.add_typer(bank_commands.bank_app)
app.add_typer(template_commands.templates_app)
app.command()(bank_commands.new)
app.command()(bank_commands.review)
app.command(name="list")(bank_commands.list_)
app.command()(bank_commands.stats)
