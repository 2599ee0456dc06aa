"""Bytes in, a decoded `Source` out: one module an input format.

A format's module has `read_bytes(data, path, *, encoding) -> Source` and is imported when a file
asks for it. `transcript` says how containers tell their structure.
"""

from __future__ import annotations

import os
import re
import stat
from importlib import import_module
from pathlib import Path, PurePath
from typing import Final

from quizgen.errors import InputError
from quizgen.model import Source

FORMATS: Final[dict[str, str]] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".epub": "epub",
    ".pdf": "pdf",
}
"""The module here that reads a file with this suffix."""

_PDF = re.compile(rb"[\x00-\x20\xef\xbb\xbf]{0,64}%PDF-")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_SNIFFED: Final = 4096
_UNREAD: Final = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file or an encrypted one; save it as docx, unprotected"),
    (b"{\\rtf", "an RTF file; save it as docx"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
    (b"Rar!", "an archive; unpack it first"),
)


def read(path: str | Path, *, encoding: str | None = None) -> Source:
    """Read a study text; `-` is standard input.

    Args:
        path: the file; its suffix tells the format, its first bytes do where the suffix is unknown.
        encoding: the encoding of a plain text or a web page; found if not given.

    Raises:
        InputError: the file is missing, empty, binary, broken, or in an encoding that cannot be
            told.
        MissingExtraError: the format needs a library that is not installed.
    """
    if str(path) == "-":
        import sys

        return read_bytes(sys.stdin.buffer.read(), "-", encoding=encoding)
    # A name need not be text; what is shown of it must be.
    shown = os.fsencode(path).decode("utf-8", "replace")
    try:
        data = _steady_bytes(Path(path), shown)
    except IsADirectoryError:
        raise InputError(f"{shown} is a folder; name the texts in it") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        raise InputError(f"cannot read {shown}: {why}") from None
    return read_bytes(data, shown, encoding=encoding)


def _steady_bytes(path: Path, shown: str) -> bytes:
    """All bytes of a file that nobody writes to meanwhile; two tries."""
    for _ in range(2):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if stat.S_ISCHR(before.st_mode) or stat.S_ISBLK(before.st_mode):
                raise InputError(f"{shown} is a device, not a file")
            data = file.read()
            after = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            return data  # a pipe
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and len(data) == after.st_size:
            return data
    raise InputError(f"{shown} changes while it is read; try again when it is finished")


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Decode the bytes of a study text; `path` names them and tells the format.

    Raises:
        InputError: as `read`.
        MissingExtraError: as `read`.
    """
    if not data.strip():
        raise InputError(f"{path} is empty; there is nothing to ask")
    name = _format_of(data, path)
    module = import_module(f"quizgen.reading.{name}")
    try:
        source: Source = module.read_bytes(data, path, encoding=encoding)
    except RecursionError:
        raise InputError(f"{path} is nested too deeply to be a text") from None
    if not source.text.strip():
        scan = "; if it is a scan, run text recognition on it" if name == "pdf" else ""
        raise InputError(f"{path} holds no text{scan}")
    return source


def _format_of(data: bytes, path: str) -> str:
    """The module for a file: by what it surely is, else by its suffix, else by its beginning.

    Raises:
        InputError: it is something that is not read.
    """
    by_suffix = FORMATS.get(PurePath(path).suffix.lower())
    if _PDF.match(data):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _container(data, path, by_suffix)
    for magic, what in _UNREAD:
        if data.startswith(magic):
            raise InputError(
                f"{path} is {what}, not a text" if ";" not in what else f"{path} is {what}"
            )
    if by_suffix in ("pdf", "docx", "epub"):
        kind = {"pdf": "PDF", "docx": "Word file", "epub": "EPUB"}[by_suffix]
        raise InputError(f"{path} is no {kind}, whatever its name says; is it whole?")
    if by_suffix is None and _HTML.match(data[:_SNIFFED]):
        return "html"
    return by_suffix or "plain"


def _container(data: bytes, path: str, by_suffix: str | None) -> str:
    """Which zip container it is: each kind holds a part of a certain name."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise InputError(
            f"{path} is a broken container (docx, epub or zip); is it whole?"
        ) from None
    if "META-INF/container.xml" in names:
        return "epub"
    if by_suffix == "docx" or any(name.startswith("word/") for name in names):
        return "docx"
    for start, what in (
        ("xl/", "a spreadsheet"),
        ("ppt/", "a set of slides"),
        ("content.xml", "an OpenDocument file"),
    ):
        if any(name.startswith(start) for name in names):
            raise InputError(f"{path} is {what}; save it as docx or pdf")
    raise InputError(f"{path} is a zip archive; unpack it and name the texts in it")
