"""`quizgen templates`: what decks and sheets look like, to take and to change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizgen.cli.options import Debug

templates_app = typer.Typer(
    name="templates",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Take the templates of decks and sheets, to change them.",
)


@templates_app.command()
def copy(
    folder: Annotated[Path, typer.Argument(help="Where to; made if there is none.", metavar="DIR")],
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Only these: sheet, anki, sheet/sheet.css.", metavar="NAME..."),
    ] = None,
    debug: Debug = False,
) -> None:
    """Copy the templates into a folder of yours, for `build --templates DIR`.

    A file that is already there is never written over.

    Examples:

      quizgen templates copy mine

      quizgen templates copy mine sheet/sheet.css
    """
    del debug
    from quizgen.errors import InputError, OutputError
    from quizgen.files import write_atomic
    from quizgen.templating import changeable, text_of

    known = changeable()
    wanted = [
        name
        for name in known
        if not names or any(name == asked or name.startswith(f"{asked}/") for asked in names)
    ]
    for asked in names or ():
        if not any(name == asked or name.startswith(f"{asked}/") for name in known):
            raise InputError(f"there is no template {asked!r}; there are {', '.join(known)}")
    there = next((folder / name for name in wanted if (folder / name).exists()), None)
    if there:
        raise OutputError(f"{there} exists and may be yours; name another folder, or single files")
    for name in wanted:
        write_atomic(folder / name, text_of(name).encode())
        typer.echo(str(folder / name))
