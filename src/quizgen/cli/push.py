"""`quizgen push`: a deck into a running Anki."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.options import Debug
from quizgen.errors import InputError


def push(
    deck: Annotated[Path, typer.Argument(help="A deck that was built, .apkg.", metavar="DECK")],
    url: Annotated[
        str, typer.Option(help="Where AnkiConnect listens, on this machine.")
    ] = "http://127.0.0.1:8765",
    key: Annotated[
        str, typer.Option(envvar="ANKICONNECT_KEY", help="Its API key, if it asks for one.")
    ] = "",
    debug: Debug = False,
) -> None:
    """Bring a deck into the Anki that runs on this machine, through its add-on AnkiConnect.

    Notes that changed are updated, new ones added; your own tags and the field Extra stay.

    Examples:

      quizgen build page.txt -o out && quizgen push out/page.apkg
    """
    del debug
    from quizgen.export.anki.edition import SUFFIX, parse_edition
    from quizgen.export.ankiconnect import Client
    from quizgen.export.ankiconnect import push as bring

    if deck.suffix != ".apkg" or not deck.is_file():
        raise InputError(f"{deck} is no deck; give the .apkg that quizgen build wrote")
    kept = deck.with_name(deck.stem + SUFFIX)
    if not kept.is_file():
        raise InputError(f"{kept} is gone, which tells the notes of the deck; build it again")
    done = bring(parse_edition(kept.read_bytes(), str(kept)), deck, Client(url, key))
    typer.echo(f"new {done.new}, updated {done.updated}, unchanged {done.unchanged}")
    if done.by_hand:
        typer.echo("quizgen: the new notes wait in Anki's import dialog: press Import", err=True)
