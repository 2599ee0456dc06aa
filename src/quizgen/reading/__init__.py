"""Bytes in, a decoded `Source` out: one module an input format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from quizgen.errors import InputError
from quizgen.model import Source


def read(path: str | Path) -> Source:
    """Read a study text.

    Raises:
        InputError: the file is missing, empty, binary, or in an encoding that cannot be told.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, path: str) -> Source:
    """Decode the bytes of a study text; `path` names them and tells the format."""
    text = data.decode("utf-8")
    return Source(path=path, sha256=hashlib.sha256(data).hexdigest(), text=text)
