"""The commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True)


@app.callback()
def root() -> None:
    """Chinese study text in; Anki decks, printable sheets and question sets out."""


@app.command()
def inspect(
    file: Path,
    as_json: Annotated[bool, typer.Option("--json", help="The whole report as JSON.")] = False,
    text: Annotated[bool, typer.Option("--text", help="The decoded text.")] = False,
) -> None:
    """Show what the rules make of one text."""
    from quizgen.export.contract import report
    from quizgen.pipeline import study
    from quizgen.reading import read

    source = read(file)
    if text:
        typer.echo(source.text, nl=False)
    elif as_json:
        typer.echo(json.dumps(report(study(source)), ensure_ascii=False, indent=1))
