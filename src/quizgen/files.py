"""Writing files so that there is always the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

from quizgen.errors import OutputError

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# Names of devices, which Windows refuses with any suffix.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$")
_LONGEST = 120
"""Bytes of UTF-8: file systems allow 255, and suffixes are added."""


def safe_name(title: str) -> str:
    """A file name that every system takes, as close to `title` as can be."""
    name = _FORBIDDEN.sub("_", title).strip(" .")
    name = name.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").strip(" .")
    if not name:
        return "quiz"
    return f"_{name}" if _DEVICES.match(name) else name


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path`: the old file stays until the new one is whole on disk.

    Raises:
        OutputError: the folder or the file cannot be written; says which and why.
    """
    if path.is_dir():
        raise OutputError(f"cannot write {path}: there is a folder of that name")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):
            Path(temporary).unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a new file."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
