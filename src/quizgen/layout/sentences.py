"""Sentences: they end at 。！？ or ……, and take the closing quotes and brackets with them."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.patterns import pattern

_STOP = pattern(r"[。！？!?]+[”’」』）)】]*|…{2}[”’」』）)]*(?=[“「『\s]|$)|[“”「」『』（）()]")
_OPENS = "“「『（("
_CLOSES = "”」』）)"
_LONGEST_QUOTE = 240


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of the sentences of one paragraph, without the white space around them.

    An end mark inside a quotation ends the sentence only if the quotation ends with it. A mark
    that opens and never closes, and the half of a bracket after a number (1(), open nothing.
    """
    start = depth = opened = 0
    for mark in _STOP.finditer(text):
        sign = mark[0]
        if sign in _OPENS:
            closer = _CLOSES[_OPENS.index(sign)]
            numbered = sign in "（(" and text[max(start, mark.start() - 2) : mark.start()].isdigit()
            if not numbered and text.find(closer, mark.end(), mark.end() + _LONGEST_QUOTE) >= 0:
                depth += 1
                opened = mark.start()
            continue
        if sign in _CLOSES:
            depth = max(0, depth - 1)
            continue
        closing = sum(sign.count(char) for char in _CLOSES)
        depth = max(0, depth - closing)
        if depth and mark.end() - opened < _LONGEST_QUOTE:
            continue
        depth = 0
        # After …” a comma or 说 may go on with the same sentence.
        if closing and text[mark.end() : mark.end() + 1] in "，、；的":
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
