"""What the user named: files, folders, patterns, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path

from quizgen.errors import InputError
from quizgen.reading import FORMATS


def expand(names: Iterable[str]) -> tuple[str, ...]:
    """The files behind `names`, in order and each once.

    Folders are searched through, hidden files, Word's lock files and links to folders passed over; a pattern such
    as `notes/*.md` is expanded where the shell has not done it.

    Raises:
        InputError: a name stands for nothing that can be read.
    """
    found: dict[str, str] = {}
    for name in names:
        for path in _expand(name):
            found.setdefault(path if path == "-" else os.path.realpath(path), path)
    return tuple(found.values())


def _expand(name: str) -> list[str]:
    if name == "-":
        return [name]
    path = Path(name)
    if not _may_be_a_name(path):
        raise InputError(f"there is no file {_short(name)}")
    if path.is_dir():
        texts = _walk(path)
        if not texts:
            kinds = ", ".join(sorted(FORMATS))
            raise InputError(f"the folder {name} holds no texts ({kinds})")
        return texts
    if path.exists():
        return [name]
    matches = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207 - takes absolute patterns too
    if matches:
        return [path for match in matches for path in _expand(match)]
    if path.is_symlink():
        raise InputError(f"{name} is a link that leads nowhere")
    raise InputError(f"there is no file {name}")


def _may_be_a_name(path: Path) -> bool:
    """Whether the system takes it for a name at all: not too long, without a NUL."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError) as error:
        return isinstance(error, NotADirectoryError | PermissionError)
    return True


def _short(name: str) -> str:
    return repr(name if len(name) <= 60 else f"{name[:50]}…")


def _walk(folder: Path) -> list[str]:
    found: list[str] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            str(Path(root, name))
            for name in sorted(files)
            if not name.startswith((".", "~$"))
            and Path(name).suffix.lower() in FORMATS
            and Path(root, name).is_file()
        ]
    return found
