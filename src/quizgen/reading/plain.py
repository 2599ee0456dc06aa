"""Plain text and Markdown, in whichever encoding.

Nothing is changed: the byte-order mark and CR LF are characters of the text, so that offsets
count in the file as it is.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from quizgen.errors import InputError
from quizgen.language import HAN
from quizgen.model import Source

_HAN = re.compile(f"[{HAN}]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# Words that any Chinese text has, in both scripts. In text of every genre they are 8 to 20 of a
# hundred characters; in text decoded wrongly, hardly one.
_EVERYDAY = frozenset(
    "的一是不在人有我他大中上也了以和到可年自地要出下而之為为於于這这個个們们國国會会來来"
)
_FEWEST_EVERYDAY = 0.03
_SAMPLE = 50_000
_ENOUGH_HAN = 30


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Decode a plain text.

    Raises:
        InputError: it is binary, or no encoding gives sensible text; the message says what was
            tried.
    """
    found, text = decode(data, path, encoding)
    return Source(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        format="md" if PurePath(path).suffix.lower() in (".md", ".markdown") else "txt",
        encoding=found,
    )


def decode(data: bytes, path: str, encoding: str | None) -> tuple[str, str]:
    """The encoding of the bytes and their text.

    Raises:
        InputError: as `read_bytes`.
    """
    if encoding:
        try:
            return encoding.lower(), data.decode(encoding)
        except LookupError:
            raise InputError(f"there is no encoding {encoding!r}; try utf-8 or gb18030") from None
        except UnicodeDecodeError as error:
            raise InputError(f"{path} is not {encoding}: byte {error.start} does not fit") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16-le" if data[0] == 0xFF else "utf-16-be"
        try:
            return name, data.decode(name)
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path} begins as UTF-16 but byte {error.start} does not fit; is it cut short?"
            ) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, path)
    if "\0" in text:
        return _legacy(data, path)
    if _is_binary(text):
        raise InputError(f"{path} is binary, not a text")
    return "utf-8", text


def _legacy(data: bytes, path: str) -> tuple[str, str]:
    """The one encoding of those before UTF-8 that gives Chinese text."""
    tried = ["utf-8"]
    # UTF-16 without a mark: Latin letters and line ends make every other byte a NUL.
    names = ["utf-16-le", "utf-16-be"] if b"\0" in data else ["gb18030", "big5hkscs"]
    readings: list[tuple[float, str, str]] = []
    for name in names:
        tried.append(name)
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text):
            readings.append((_sense(text), name, text))
    readings.sort(key=lambda reading: -reading[0])
    if readings and readings[0][0] >= _FEWEST_EVERYDAY:
        return readings[0][1:]
    if broken := _broken_utf8(data):
        raise InputError(f"{path} is UTF-8 but for {broken}; mend it, or save it again as UTF-8")
    raise InputError(
        f"{path} is binary or in an unknown encoding (tried {', '.join(tried)}); "
        "save it as UTF-8 or name its encoding with --encoding"
    )


def _broken_utf8(data: bytes) -> str:
    """Where the few bytes stand that keep a text from being UTF-8; nothing if there are many."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    if lost > max(1, len(text) // 100) or _is_binary(text) or not _HAN.search(text):
        return ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (
            f"{lost} broken place{'s' * (lost != 1)}, the first at byte {error.start}, line {line}"
        )
    return ""


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) * 200 > len(sample)


def _sense(text: str) -> float:
    """The share of everyday words among the Han characters of the text."""
    han = _HAN.findall(text[:_SAMPLE])
    if not han:
        return 0.0
    share = sum(char in _EVERYDAY for char in han) / len(han)
    if len(han) >= _ENOUGH_HAN:
        return share
    # A few words need not hold an everyday one; then at least no rare character.
    return max(share, 0.5 * sum(_is_frequent(char) for char in han) / len(han) - 0.4)


def _is_frequent(char: str) -> bool:
    """Whether GB 2312 counts the character among its first level, the 3,755 in daily use."""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= code[0] <= 0xD7
