"""Moodle XML: blanks as cloze questions, sets as matching, terms and long lists as essays."""

from __future__ import annotations

import html
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from quizgen.export.flat import (
    SEPARATOR,
    alternatives,
    cued,
    explained,
    flat,
    inline,
    left_out,
    noted,
)
from quizgen.export.flat import one_line as line
from quizgen.export.formats import Context, Exported, File
from quizgen.export.wording import gapped, in_text_order
from quizgen.model import Blank, FillBlank, Item, ListRecall, Matching, Quiz, Term

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in '\\}#~/"'})
"""What Moodle unescapes in the answers of a cloze question."""
_LONGEST = 30
"""Characters of a member that can be typed to the letter."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the questions are filed."""

    category: bool = True
    """A category named after the quiz."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """One XML file."""
    items = in_text_order(quiz.items)
    root = ET.Element("quiz")
    if options.category:
        category = ET.SubElement(root, "question", type="category")
        title = line(quiz.title).replace("/", "//")
        _text(ET.SubElement(category, "category"), f"$course$/top/{title}")
    for item in items:
        _question(root, quiz, item)
    ET.indent(root)
    # ElementTree writes its declaration first, as Moodle demands.
    content: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return Exported((File("-moodle.xml", content + b"\n"),), _remarks(items))


def _question(root: ET.Element, quiz: Quiz, item: Item) -> None:
    match item:
        case FillBlank():
            stem = gapped(item, lambda n, blank: _gap(item, n - 1, blank), _plain)
            _begun(root, "cloze", item, f"<p>{stem}{_plain(noted(item))}</p>")
        case ListRecall() if all(len(text) <= _LONGEST for text in item.member_texts):
            keys = item.member_texts
            rows = "".join(
                f"<li>{_answers([key] if item.ordered else [key, *_others(keys, n)])}</li>"
                for n, key in enumerate(keys)
            )
            asked = f"<p>{_plain(item.prompt + noted(item))}</p><ol>{rows}</ol>"
            _begun(root, "cloze", item, asked)
        case Matching():
            made = _begun(root, "matching", item, f"<p>{_plain(item.title + noted(item))}</p>")
            ET.SubElement(made, "shuffleanswers").text = "true"
            for pair in item.pairs:
                sub = ET.SubElement(made, "subquestion", format="html")
                _text(sub, _plain(pair.premise_text))
                _text(ET.SubElement(sub, "answer"), line(pair.response_text))
        case ListRecall() | Term():
            written = flat(quiz, item)
            made = _begun(root, "essay", item, f"<p>{_plain(written.question)}</p>")
            ET.SubElement(made, "responseformat").text = "editor"
            info = ET.SubElement(made, "graderinfo", format="html")
            _text(info, f"<p>{_plain(SEPARATOR.join(written.answers))}</p>")


def _begun(root: ET.Element, kind: str, item: Item, asked: str) -> ET.Element:
    made = ET.SubElement(root, "question", type=kind)
    _text(ET.SubElement(made, "name"), line(item.id))
    _text(ET.SubElement(made, "questiontext", format="html"), asked)
    back = "<br>".join(map(_plain, explained(item).split("\n")))
    _text(ET.SubElement(made, "generalfeedback", format="html"), back)
    if item.hint:
        _text(ET.SubElement(made, "hint", format="html"), _plain(item.hint))
    tags = ET.SubElement(made, "tags")
    for tag in (item.difficulty, *item.tags):
        _text(ET.SubElement(tags, "tag"), line(tag))
    return made


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _gap(item: FillBlank, at: int, blank: Blank) -> str:
    words = [item.keys[at], *alternatives(item)[at]]
    if item.order_free:
        words += _others(item.keys, at)
    return _answers(words) + _plain(cued(blank))


def _others(keys: tuple[str, ...], at: int) -> list[str]:
    return [key for n, key in enumerate(keys) if n != at]


def _answers(words: list[str]) -> str:
    right = "~".join(
        f"={html.escape(line(word).translate(_SPECIAL), quote=False)}"
        for word in dict.fromkeys(words)
    )
    return f"{{1:SHORTANSWER:{right}}}"


def _plain(text: str) -> str:
    # A brace would begin an answer.
    return html.escape(inline(text)).replace("{", "&#123;")


def _remarks(items: list[Item]) -> tuple[str, ...]:
    free = sum(
        (isinstance(item, FillBlank) and item.order_free and len(item.blanks) > 1)
        or (
            isinstance(item, ListRecall)
            and not item.ordered
            and all(len(text) <= _LONGEST for text in item.member_texts)
        )
        for item in items
    )
    essays = sum(
        isinstance(item, Term)
        or (
            isinstance(item, ListRecall) and any(len(text) > _LONGEST for text in item.member_texts)
        )
        for item in items
    )
    told = (
        (
            free,
            "questions without an order take any of their keys in each blank, the same twice too",
        ),
        (essays, "terms and long lists are essays, graded by hand"),
    )
    return (*(f"{count} {remark}" for count, remark in told if count), *left_out(items, ()))
