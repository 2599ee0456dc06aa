"""The printable sheet with its key: one self-contained HTML file a variant, by jinja2.

On paper it is an exam sheet, the key on pages of its own; on a screen the same file is a page to
practise on. It asks for nothing outside itself: its content security policy allows the one style
and the one script that stand in it, by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from quizgen.export import paper as papers
from quizgen.export.formats import Context, Exported, File
from quizgen.export.labels import labels_of
from quizgen.export.wording import printable
from quizgen.model import Quiz
from quizgen.templating import render


@dataclass(frozen=True, slots=True)
class Options(papers.Options):
    """How the sheet looks, and what it is besides paper."""

    practice: bool = True
    """On a screen the sheet is a page to practise on, if it holds the key (`end`, `inline`)."""
    pdf: bool = False
    """A PDF beside each HTML file; needs Chromium, or `pip install "quizgen[print]"`."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:
    """A file for each variant and, if the key stands apart, one for the keys of all."""
    labels = labels_of(options.language)
    made = papers.papers(quiz, options)
    files = [
        File(
            f"-{paper.name}.html" if paper.name else ".html",
            _page("sheet/sheet.html", quiz, options, (paper,), context.templates),
        )
        for paper in made
    ]
    if options.key == "separate":
        key = _page("sheet/key-page.html", quiz, options, made, context.templates)
        files.append(File(f"-{labels.key}.html", key))
    if not options.pdf:
        return Exported(tuple(files))
    from quizgen.export.pdf import Printer

    printer = Printer.found()
    prints = (
        File(file.suffix.removesuffix(".html") + ".pdf", printer.print(file.content))
        for file in files
    )
    return Exported((*files, *prints), printer.remarks)


def export_sheet(
    quiz: Quiz, options: Options | None = None, *, templates: Path | None = None
) -> bytes:
    """The sheet, of the first variant, as UTF-8 HTML. The same quiz gives the same bytes.

    Args:
        quiz: the items; those of a kind make a part, in the order of the text.
        options: paper, key, blanks and so on.
        templates: a folder with templates of one's own.

    Raises:
        InputError: a template has a mistake.
    """
    options = options or Options()
    first = papers.papers(quiz, options)[:1]
    return _page("sheet/sheet.html", quiz, options, first, templates)


def _page(
    name: str,
    quiz: Quiz,
    options: Options,
    made: tuple[papers.Paper, ...],
    templates: Path | None,
) -> bytes:
    labels = labels_of(options.language)
    practising = options.practice and options.key in ("end", "inline") and name != _KEY_PAGE
    style = render(
        "sheet/sheet.css",
        templates,
        options=options,
        size=papers.SIZES[options.paper],
        labels=labels,
        variant=made[0].label if len(made) == 1 else "",
    )
    script = render("sheet/practice.js", templates) if practising else ""
    page = render(
        name,
        templates,
        title=printable(quiz.title or labels.untitled),
        papers=made,
        paper=made[0],
        sources=papers.source_names(quiz),
        options=options,
        labels=labels,
        practice=json.dumps(dict(labels.practice), ensure_ascii=False) if practising else "",
        # What the policy names must stand in the page as it is, so it is not escaped.
        style=_raw(style),
        script=_raw(script),
        policy=policy(style, script),
    )
    return page.encode("utf-8", "replace")


_KEY_PAGE = "sheet/key-page.html"


def policy(style: str, script: str) -> str:
    """The content security policy of a page with this style and, if it is not empty, this script."""
    allowed = (
        "default-src 'none'",
        f"style-src {_hash(style)}",
        f"script-src {_hash(script)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(allowed)


def _hash(text: str) -> str:
    if not text:
        return "'none'"
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _raw(text: str) -> str:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - a template's own text
