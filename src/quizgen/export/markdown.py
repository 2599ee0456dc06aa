"""The sheet as Markdown (CommonMark, with GitHub's tables for two columns): for notes, wikis, Typora, Obsidian.

Every sign of a text that Markdown would act on is escaped, so that the text is printed as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quizgen.export import paper as papers
from quizgen.export.flat import GAP, left_out, one_line
from quizgen.export.formats import Context, Exported, File
from quizgen.export.labels import Labels, Language, labels_of
from quizgen.export.paper import Group, Part, Question
from quizgen.model import Item, Quiz

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$])")
_BEGINNING = re.compile(r"(?:[-+=:]|\d+(?=[.)]))")
"""What makes a list, a rule or a heading at the beginning of a line."""


@dataclass(frozen=True, slots=True)
class Options:
    """What stands on the sheet."""

    key: Literal["end", "inline", "none"] = "end"
    """The answers: after all questions, after each, or nowhere."""
    marks: str = ""
    """Marks for each answer (`1`), or by kind: `fill-blank=1,term=5`."""
    word_bank: bool = False
    """The words of the blanks, shuffled, in a box before the sentences."""
    language: Language = "zh"
    """Of headings and instructions."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """One file: the questions by kind, then the key."""
    looks = papers.Options(
        marks=options.marks, word_bank=options.word_bank, language=options.language
    )
    (made,) = papers.papers(quiz, looks)
    labels = labels_of(options.language)
    by_id = {item.id: item for item in quiz.items}
    lines = [f"# {escaped(quiz.title or labels.untitled)}", "", escaped(made.facts), ""]
    for part in made.parts:
        lines += _part(part, labels, by_id, inline=options.key == "inline")
    if options.key == "end" and made.parts:
        lines += [f"## {escaped(labels.key)}", ""]
        for part in made.parts:
            lines += [f"### {escaped(part.name)}", ""]
            lines += [f"{q.number}. {_answer(q, labels, by_id)}" for q in part.questions]
            lines.append("")
    names = papers.source_names(quiz)
    if names:
        lines += [escaped(labels.sources + labels.source_separator.join(names)), ""]
    lost = ["hints", "tags", "difficulties"]
    if options.key == "none":
        lost += ["alternatives", "explanations"]
    text = "\n".join(lines).rstrip() + "\n"
    return Exported((File(".md", text.encode("utf-8", "replace")),), left_out(quiz.items, lost))


def escaped(text: str) -> str:
    """The text as one line of Markdown that prints it."""
    text = _SIGNS.sub(r"\\\1", one_line(text))
    beginning = _BEGINNING.match(text)
    if not beginning:
        return text
    # A number is no list with its point escaped; a sign, with itself escaped.
    at = beginning.end() if text[0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def _part(part: Part, labels: Labels, by_id: dict[str, Item], *, inline: bool) -> Iterator[str]:
    yield f"## {escaped(part.numeral + labels.after_numeral + part.name)}"
    yield ""
    yield escaped(f"{part.instruction}{labels.opening}{part.worth}{labels.closing}")
    yield ""
    for group in part.groups:
        yield from _words(group)
        for question in group.questions:
            yield from _question(question)
            if inline:
                yield _indent(question) + escaped(labels.answer) + _answer(question, labels, by_id)
                yield ""


def _words(group: Group) -> Iterator[str]:
    if group.words:
        yield "> " + "　".join(map(escaped, group.words))
        yield ""


def _question(question: Question) -> Iterator[str]:
    note = escaped(f"〔{question.note}〕") if question.note else ""
    asked = escaped(question.prompt) if question.prompt else escaped(_stem(question))
    yield f"{question.number}. {asked}{note}"
    yield ""
    if question.premises:
        indent = _indent(question)
        left, right = (escaped(head) for head in question.heads)
        yield f"{indent}| {left} | {right} |"
        yield f"{indent}| --- | --- |"
        for number, (premise, _, letter, response) in enumerate(question.rows, 1):
            # Each text is escaped behind its number: it begins no line.
            yield f"{indent}| {number}. {escaped(premise)} | {letter}. {escaped(response)} |"
        yield ""


def _stem(question: Question) -> str:
    return "".join(
        piece.opening + GAP + (f"（{piece.cue}）" if piece.cue else "") + piece.glued
        if piece.widths
        else piece.text
        for piece in question.pieces
    )


def _answer(question: Question, labels: Labels, by_id: dict[str, Item]) -> str:
    from quizgen.export.flat import alternatives

    item = by_id[question.id]
    others = alternatives(item) or ((),) * len(question.key)
    keys = (" / ".join((key, *words)) for key, words in zip(question.key, others, strict=True))
    answer = escaped(labels.key_separator.join(keys))
    return answer + (f" *{escaped(item.why)}*" if item.why.strip() else "")


def _indent(question: Question) -> str:
    return " " * len(f"{question.number}. ")
