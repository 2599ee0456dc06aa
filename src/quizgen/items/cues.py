"""Helps that leave one answer: how many characters, and the first of them."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.language import LETTER
from quizgen.patterns import pattern

_HAN = pattern(LETTER)
_LONG = 9
"""A key of so many characters is a phrase: its first two characters are shown."""


def cue_of(key: str) -> str:
    """The cue beside a blank; never holds the whole key.

    Latin words and figures have no first character worth telling.
    """
    if key.isascii():
        return f"{len(key)}位数字" if key.isdecimal() else ""
    if len(key) <= 2 or not _is_han(key[0]):
        return f"{len(key)}字"
    shown = 2 if len(key) >= _LONG and _is_han(key[1]) else 1
    return f"{len(key)}字，首字“{key[:1]}”" if shown == 1 else f"{len(key)}字，以“{key[:2]}”开头"


def first_characters(keys: Sequence[str]) -> str:
    """The note that tells a list of rivals apart: 首字：科、绿、普; nothing for Latin words."""
    if any(not _is_han(key[:1]) or len(key) < 2 for key in keys):
        return ""
    if len(keys) > 1 and len({key[0] for key in keys}) == 1:
        return f"都以“{keys[0][0]}”开头"
    return "首字：" + "、".join(key[0] for key in keys)


def hint_of(keys: Sequence[str]) -> str:
    """The help on demand: length and first character of each key."""
    if len(keys) == 1:
        return cue_of(keys[0]) or f"{len(keys[0])}个字符，首个为“{keys[0][0]}”"
    return f"共{len(keys)}空；首字：{'、'.join(key[0] for key in keys)}"


def _is_han(char: str) -> bool:
    return _HAN.fullmatch(char) is not None
