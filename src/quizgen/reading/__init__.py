"""Bytes in, a decoded `Source` out: one module an input format.

A format's module has `read_bytes(data, path) -> Source` and is imported when a file asks for it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path, PurePath
from typing import Final

from quizgen.errors import InputError
from quizgen.model import Source

FORMATS: Final[dict[str, str]] = {
    ".txt": "quizgen.reading.plain",
    ".text": "quizgen.reading.plain",
    ".md": "quizgen.reading.plain",
    ".markdown": "quizgen.reading.plain",
}
"""The module that reads a file with this suffix."""

_MAGIC: Final = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a zip container (docx, epub, …)", ".docx or .epub"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", ""),
)


def read(path: str | Path, *, encoding: str | None = None) -> Source:
    """Read a study text; `-` is standard input.

    Args:
        path: the file; its suffix tells the format, plain text if it is unknown.
        encoding: the encoding of a plain text; found if not given.

    Raises:
        InputError: the file is missing, empty, binary, or in an encoding that cannot be told.
        MissingExtraError: the format needs a library that is not installed.
    """
    if str(path) == "-":
        import sys

        return read_bytes(sys.stdin.buffer.read(), "-", encoding=encoding)
    try:
        data = Path(path).read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path} is a folder; name the texts in it") from None
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    return read_bytes(data, str(path), encoding=encoding)


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Decode the bytes of a study text; `path` names them and tells the format.

    Raises:
        InputError: as `read`.
        MissingExtraError: as `read`.
    """
    if not data.strip():
        raise InputError(f"{path} is empty; there is nothing to ask")
    suffix = PurePath(path).suffix.lower()
    module = FORMATS.get(suffix, "quizgen.reading.plain")
    if module == "quizgen.reading.plain":
        from quizgen.reading import plain

        for magic, what, wanted in _MAGIC:
            if data.startswith(magic):
                hint = f"; give it the suffix {wanted}" if wanted else ""
                raise InputError(f"{path} is {what}, not a text{hint}")
        return plain.read_bytes(data, path, encoding=encoding)
    source: Source = import_module(module).read_bytes(data, path)
    if not source.text.strip():
        raise InputError(f"{path} holds no text; if it is a scan, run text recognition on it")
    return source
