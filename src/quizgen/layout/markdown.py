"""Lines of Markdown whose kind depends on their neighbours: front matter, comments, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from quizgen.layout.columns import Raw
from quizgen.patterns import pattern

_FOOTNOTE = pattern(r"\[\^[^\]\s]{1,30}\]:")
_REFERENCE = pattern(r"\[[^\]\n]{1,80}\]:\s*(?:<|https?:|\.{0,2}/|#)\S*.{0,80}$")
_ONLY_IMAGE = pattern(r"(?:!\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)\s*)+$")
_UNDERLINE = pattern(r"(?:={2,}|-{2,})$")
_FRONT_TITLE = pattern(r"title\s*:\s*[\"'“]?(?P<what>[^\"'”]{1,200}?)[\"'”]?$", re.IGNORECASE)
_LONGEST_FRONT = 60
_LONGEST_HEAD = 60

_Kind = Literal["rule", "footnote", "formula", "heading", "title"]
Known = tuple[_Kind, int, tuple[int, int] | None]


def markdown_kinds(rows: Sequence[Raw]) -> dict[int, Known]:
    """For some lines, by their offset: kind, level, and the heading without its mark."""
    found: dict[int, Known] = {}
    at = _front_matter(rows, found)
    inside = ""
    fenced = False
    behind: Raw | None = None
    for row in rows[at:]:
        text = row.text
        if text.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            continue
        elif inside:
            found[row.start] = ("formula" if inside == "$$" else "rule", 0, None)
            if inside in text:
                inside = ""
        elif text.startswith("<!--"):
            found[row.start] = ("rule", 0, None)
            inside = "" if "-->" in text else "-->"
        elif text.startswith("$$"):
            found[row.start] = ("formula", 0, None)
            inside = "" if text.endswith("$$") and len(text) > 3 else "$$"
        elif _FOOTNOTE.match(text):
            found[row.start] = ("footnote", 0, None)
        elif _REFERENCE.match(text) or _ONLY_IMAGE.match(text):
            found[row.start] = ("rule", 0, None)
        elif _UNDERLINE.match(text) and behind and not row.after_blank and _may_be_head(behind):
            found[behind.start] = ("heading", 1 if text[0] == "=" else 2, None)
            found[row.start] = ("rule", 0, None)
        behind = row
    return found


def _may_be_head(row: Raw) -> bool:
    return (
        len(row.text) <= _LONGEST_HEAD
        and row.text[0] not in "#|>-*+"
        and row.text[-1] not in "。；，"
    )


def _front_matter(rows: Sequence[Raw], found: dict[int, Known]) -> int:
    """Put down the lines between --- and --- at the beginning; how many they are."""
    if not rows or rows[0].text != "---":
        return 0
    for k, row in enumerate(rows[1:_LONGEST_FRONT], 1):
        if row.text in ("---", "..."):
            for line in rows[: k + 1]:
                title = _FRONT_TITLE.match(line.text)
                found[line.start] = ("title", 1, title.span("what")) if title else ("rule", 0, None)
            return k + 1
        if ":" not in row.text and not row.text.startswith(("-", "#")) and not row.indent:
            return 0
    return 0
