"""`quizgen review`."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from quizgen.bank.filters import Filter
from quizgen.errors import InputError, MissingExtraError
from quizgen.review.session import Session


def in_terminal(path: Path, wanted: Filter) -> None:
    """Review in the terminal.

    Raises:
        MissingExtraError: textual is not installed.
        InputError: this is no terminal.
    """
    try:
        from quizgen.review.terminal import review
    except ImportError as error:
        raise MissingExtraError(
            'the review in a terminal needs textual: pip install "quizgen[review]"; '
            "or use `quizgen review --web`"
        ) from error
    session = Session(path, wanted)
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise InputError("a review needs a terminal; or use --web for a page in the browser")
    review(session)


def in_browser(path: Path, wanted: Filter, port: int, *, show: bool) -> None:
    """Review in the browser: serve the page until Ctrl+C.

    Raises:
        InputError: the port is taken.
    """
    import webbrowser

    from quizgen.review.web import Server

    server = Server(Session(path, wanted), port)
    typer.echo(server.address)
    typer.echo("Open this address in a browser of this machine; Ctrl+C ends the review.", err=True)
    if show:
        webbrowser.open(server.address)
    try:
        server.run()
    except KeyboardInterrupt:
        typer.echo("Everything is saved.", err=True)


def wanted(statuses: str | None, kinds: str | None, words: str | None) -> Filter:
    """The filter of the command line.

    Raises:
        InputError: a status or kind that there is not.
    """
    from quizgen.cli.building import parse_kinds, parse_statuses

    return Filter(
        statuses=parse_statuses(statuses),
        kinds=parse_kinds(kinds) if kinds else (),
        words=tuple((words or "").split()),
    )
