"""The commands about banks; each imports what it uses when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.options import BankFile, Debug, Dictionary, Encoding, Jobs

bank_app = typer.Typer(
    name="bank", no_args_is_help=True, rich_markup_mode=None, help="Look after a bank."
)


def extract(
    sources: Annotated[
        list[str],
        typer.Argument(help="Texts, folders or patterns.", metavar="SOURCE..."),
    ],
    bank: Annotated[
        Path, typer.Option("-b", "--bank", help="The bank, a .yaml file; made if there is none.")
    ],
    dictionary: Dictionary = None,
    encoding: Encoding = None,
    jobs: Jobs = 1,
    debug: Debug = False,
) -> None:
    """Bring all items of some texts into a bank, a file that you can edit.

    Run it again when the texts have changed: what you edited, dropped or added stays.

    Examples:

      quizgen extract notes/ -b notes.yaml

      quizgen build notes.yaml -o out
    """
    del debug
    from quizgen.cli import banking

    banking.extract(banking.Request(tuple(sources), bank, tuple(dictionary or ()), encoding, jobs))


@bank_app.command()
def check(bank: BankFile, debug: Debug = False) -> None:
    """Say what is wrong with a bank, line by line.

    Examples:

      quizgen bank check notes.yaml
    """
    del debug
    from quizgen.cli import banking

    banking.check(bank)


def new(
    recipe: Annotated[
        Path, typer.Argument(help="The recipe to write, a .toml file.", metavar="RECIPE")
    ],
    sources: Annotated[
        list[str] | None, typer.Argument(help="The texts that it is about.", metavar="[SOURCE...]")
    ] = None,
    debug: Debug = False,
) -> None:
    """Write a recipe to begin with, every option in it with a comment.

    Examples:

      quizgen new decks/history.toml notes/history.md

      quizgen build decks/history.toml
    """
    del debug
    from quizgen.cli import starting

    starting.write(recipe, tuple(sources or ()))


Statuses = Annotated[
    str | None, typer.Option("--status", help="Only these: new,kept,edited,dropped.")
]
Kinds = Annotated[
    str | None,
    typer.Option("--kinds", help="Only these: fill-blank,matching,list-recall,term."),
]
Words = Annotated[str | None, typer.Option("--words", help="Only items that have these words.")]


def review(
    bank: BankFile,
    statuses: Statuses = None,
    kinds: Kinds = None,
    words: Words = None,
    web: Annotated[
        bool, typer.Option("--web", help="Review on a page in the browser, for this machine alone.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port of the page; a free one if not given.")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Whether to open the page at once.")
    ] = True,
    debug: Debug = False,
) -> None:
    """Go through a bank, item after item: keep, drop, edit, move blanks.

    Every decision is saved at once; u takes it back. Press ? for the keys.

    Examples:

      quizgen review notes.yaml

      quizgen review notes.yaml --status new --kinds term

      quizgen review notes.yaml --web
    """
    del debug
    from quizgen.cli import reviewing

    wanted = reviewing.wanted(statuses, kinds, words)
    if web:
        reviewing.in_browser(bank, wanted, port, show=browser)
    else:
        reviewing.in_terminal(bank, wanted)


def list_(
    bank: BankFile,
    statuses: Statuses = None,
    kinds: Kinds = None,
    words: Words = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--source", help="A text: its name, a part of it, or a pattern with *."),
    ] = None,
    articles: Annotated[
        list[str] | None, typer.Option("--article", help="The title of an article, or a part.")
    ] = None,
    sections: Annotated[
        list[str] | None, typer.Option("--section", help="A heading, or a part of one.")
    ] = None,
    rules: Annotated[list[str] | None, typer.Option("--rule", help="The name of a rule.")] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", help="A tag of yours.")] = None,
    difficulties: Annotated[
        list[str] | None, typer.Option("--difficulty", help="易, 中 or 难.")
    ] = None,
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="Only items that you and the source changed.")
    ] = False,
    gone: Annotated[
        bool, typer.Option("--gone", help="Only items that their source no longer has.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="All fields, as JSON.")] = False,
    debug: Debug = False,
) -> None:
    """List the items of a bank, one a line; ! marks a conflict, ? one whose source lost it.

    Examples:

      quizgen list notes.yaml --status new --kinds term

      quizgen list notes.yaml --words 光合作用 --json
    """
    del debug
    from dataclasses import replace

    from quizgen.cli import listing, reviewing

    wanted = replace(
        reviewing.wanted(statuses, kinds, words),
        sources=tuple(sources or ()),
        articles=tuple(articles or ()),
        sections=tuple(sections or ()),
        rules=tuple(rules or ()),
        tags=tuple(tags or ()),
        difficulties=tuple(difficulties or ()),
        conflicts=conflicts,
        gone=gone,
    )
    listing.list_items(bank, wanted, as_json=as_json)


def stats(
    sources: Annotated[
        list[str],
        typer.Argument(help="A bank (.yaml); or texts, folders, patterns.", metavar="SOURCE..."),
    ],
    picture: Annotated[
        Path | None, typer.Option("-o", "--output", help="Draw it, too: an .svg or .html file.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Show what is covered: items by kind, difficulty, section and rule.

    Of a bank: by status. Of texts: how many sentences of each section are asked, and what was
    left out and why.

    Examples:

      quizgen stats notes.yaml

      quizgen stats notes.yaml -o notes.svg

      quizgen stats notes/ -o notes.html
    """
    del debug
    from quizgen.cli import listing

    listing.stats(tuple(sources), picture)
