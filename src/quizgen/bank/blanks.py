r"""Blanks in a line of text, as in `分裂期分为[[前期]]、[[中期]]。`.

Inside the brackets stand the key, then other wordings to accept, each after a `|`, then a cue for
the reader after `::`, as in `面积为[[18860|18860元::单位：元]]`. A backslash before one of `\ [ ] | :`
takes that sign as it is (`\[[` is no blank); before any other sign it is a plain backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.model import NOWHERE, Blank

_SIGN = re.compile(r"\\[\\\[\]|:]|\[\[|\]\]|\||::|.", re.DOTALL)
_ESCAPABLE = "\\[]|:"


class BlankError(ValueError):
    """The marks do not fit together; the message says where, with the words around."""


def parse_stem(text: str) -> tuple[str, tuple[Blank, ...]]:
    """The clean stem and its blanks, which stand nowhere in a document.

    Raises:
        BlankError: a blank that is not closed, not opened, empty, or within another.
    """
    stem: list[str] = []
    blanks: list[Blank] = []
    inside: list[list[str]] | None = None
    cue: list[str] | None = None
    length = 0
    for found in _SIGN.finditer(text):
        sign = found[0]
        if sign == "[[":
            if inside is not None:
                raise BlankError(f"a blank opens within a blank: {_around(text, found.start())}")
            inside, cue = [[]], None
        elif inside is None:
            plain = sign[1] if len(sign) == 2 and sign[0] == "\\" else sign
            if sign == "]]":
                raise BlankError(f"]] without [[: {_around(text, found.start())}")
            stem.append(plain)
            length += len(plain)
        elif sign == "]]":
            words = ["".join(word).strip() for word in inside]
            key, *others = words
            if not key:
                raise BlankError(f"an empty blank: {_around(text, found.start())}")
            said = "".join(cue).strip() if cue is not None else ""
            alternatives = tuple(word for word in others if word)
            blanks.append(Blank(length, length + len(key), NOWHERE, said, alternatives))
            stem.append(key)
            length += len(key)
            inside = None
        elif cue is not None:
            cue.append(sign[1] if len(sign) == 2 and sign[0] == "\\" else sign)
        elif sign == "|":
            inside.append([])
        elif sign == "::":
            cue = []
        else:
            inside[-1].append(sign[1] if len(sign) == 2 and sign[0] == "\\" else sign)
    if inside is not None:
        raise BlankError(f"a blank is not closed by ]]: {_around(text, text.rfind('[['))}")
    return "".join(stem), tuple(blanks)


def write_stem(stem: str, blanks: Iterable[Blank]) -> str:
    """The stem with its blanks marked; `parse_stem` gives the same stem and blanks back.

    Keys, alternatives and cues lose white space at their ends.
    """
    parts: list[str] = []
    at = 0
    for blank in blanks:
        parts.append(_escaped(stem[at : blank.start], "[]", opens=at == 0, closes=False))
        words = (stem[blank.start : blank.end], *blank.alternatives)
        cue = f"::{_within(blank.cue)}" if blank.cue else ""
        parts.append(f"[[{'|'.join(map(_within, words))}{cue}]]")
        at = blank.end
    parts.append(_escaped(stem[at:], "[]", opens=at == 0, closes=True))
    return "".join(parts)


def _within(text: str) -> str:
    return _escaped(text, "[]|:", opens=False, closes=False)


def _escaped(text: str, signs: str, *, opens: bool, closes: bool) -> str:
    """The text with a backslash before each sign that could be taken for part of a mark.

    Args:
        text: the text between two marks.
        signs: the signs that make marks here.
        opens: no mark stands before the text.
        closes: no mark stands behind it.
    """
    parts: list[str] = []
    last = len(text) - 1
    for at, char in enumerate(text):
        before = text[at - 1] if at else ""
        after = text[at + 1] if at < last else ""
        if char == "\\":
            escaped = after in _ESCAPABLE if after else not closes
        elif char == "|":
            escaped = "|" in signs
        elif char in signs:
            at_mark = (at == 0 and not opens) or (at == last and not closes)
            escaped = at_mark or char in (before, after)
        else:
            escaped = False
        parts.append(f"\\{char}" if escaped else char)
    return "".join(parts)


def _around(text: str, at: int) -> str:
    return f"…{text[max(0, at - 8) : at + 10]}…"
