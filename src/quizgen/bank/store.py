"""Banks on disk: read whole, written whole, and never over what someone saved meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from quizgen.bank.entry import Bank
from quizgen.bank.parse import decode, empty, parse
from quizgen.errors import InputError, OutputError
from quizgen.files import write_atomic

SUFFIXES = (".yaml", ".yml")
_TRIES = 3


def is_bank(name: str) -> bool:
    """Whether a file of this name is taken for a bank."""
    return name.lower().endswith(SUFFIXES)


def load(path: Path) -> Bank:
    """The bank in a file.

    Raises:
        InputError: there is no such file, or it cannot be read as a bank.
    """
    return parse(decode(_bytes(path), str(path)), str(path))


def change(path: Path, by: Callable[[Bank], Bank], *, create: bool = False) -> Bank:
    """Change the bank in a file.

    If someone saves the file while the change is being made, it is made again on what they saved.

    Args:
        path: the file.
        by: gives the changed bank; called again if need be.
        create: begin an empty bank if there is no such file.

    Raises:
        InputError: as `load`.
        OutputError: the file cannot be written, or someone keeps writing it.
    """
    for _ in range(_TRIES):
        before = _bytes(path) if path.exists() or not create else None
        bank = parse(decode(before, str(path)), str(path)) if before else empty(str(path))
        after = by(bank)
        data = after.text.encode()
        if data == before:
            return after
        if (_bytes(path) if path.exists() else None) == before:
            write_atomic(path, data)
            return after
    raise OutputError(f"{path} keeps changing; close it elsewhere and run this again")


def source_name(path: str, bank: Path) -> str:
    """The path of a source as seen from the bank's folder, with `/`; `-` stays."""
    if path == "-":
        return path
    try:
        seen = os.path.relpath(path, bank.parent)
    except ValueError:
        # Another drive.
        seen = str(Path(path).resolve())
    return Path(seen).as_posix()


def read_text(path: Path) -> str:
    """The text of a bank's file as it stands now.

    Raises:
        InputError: as `load`.
    """
    return decode(_bytes(path), str(path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder; name the bank's file") from None
    except OSError as error:
        hint = "; `quizgen extract SOURCE... -b BANK` makes one" if not path.exists() else ""
        raise InputError(f"cannot read the bank {path}: {error.strerror}{hint}") from error
