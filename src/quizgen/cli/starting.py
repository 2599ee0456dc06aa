"""`quizgen new`: a recipe to begin with."""

from __future__ import annotations

import json
import os
from pathlib import Path

import typer

from quizgen.bank.store import is_bank
from quizgen.errors import InputError, OutputError
from quizgen.files import write_atomic
from quizgen.recipe import is_recipe
from quizgen.templating import text_of


def write(path: Path, sources: tuple[str, ...]) -> None:
    """Write a recipe about these texts; an existing file is left alone.

    Raises:
        InputError: it is not to be a .toml file, or a text is not there.
        OutputError: there is such a file.
    """
    if not is_recipe(path.name):
        raise InputError(f"{path}: a recipe is a .toml file")
    if path.exists():
        raise OutputError(f"{path} exists; name a new file")
    for name in sources:
        if not Path(name).exists() and not any(sign in name for sign in "*?["):
            raise InputError(f"there is no file {name}")
    texts = [_seen(name, path) for name in sources if not is_bank(name)]
    banks = [_seen(name, path) for name in sources if is_bank(name)]
    lines = []
    if texts or not banks:
        lines.append(f"sources = {_list(texts or ['../texts/*.md'])}")
    if banks:
        lines.append(f"bank = {_list(banks)}")
    starter = text_of("recipe.toml", None)
    starter = starter.replace('title = "题集"', f"title = {_quoted(path.stem)}", 1)
    starter = starter.replace('sources = ["../texts/*.md"]', "\n".join(lines), 1)
    write_atomic(path, starter.encode())
    typer.echo(str(path))


def _seen(name: str, recipe: Path) -> str:
    return Path(os.path.relpath(name, recipe.parent)).as_posix()


def _list(names: list[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, too."""
    return json.dumps(text, ensure_ascii=False)
