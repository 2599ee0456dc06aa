"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Dictionary = Annotated[
    list[Path] | None,
    typer.Option("--dict", help="Your own words, in jieba's format: word [frequency] [tag]."),
]
Encoding = Annotated[
    str | None, typer.Option(help="The encoding of the texts, where it is not found by itself.")
]
Jobs = Annotated[
    int,
    typer.Option(min=1, help="Read the texts by so many processes; it pays from some dozens on."),
]
BankFile = Annotated[Path, typer.Argument(help="The bank, a .yaml file.", metavar="BANK")]
