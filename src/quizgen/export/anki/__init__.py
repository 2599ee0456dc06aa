"""Anki decks that are kept: notetypes that stay, notes that are updated, progress that is never lost.

`notetypes` are frozen. `notes` turns items into fields, tags and decks; `points` and
`next_edition` tell which note is which and what changed; `edition` is the file that remembers
it, and `package` writes the deck through genanki.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.export.anki.edition import FIRST, SUFFIX, Edition, parse_edition
from quizgen.export.anki.fields import clean
from quizgen.export.anki.next_edition import next_edition
from quizgen.export.anki.notes import drafts_of, root_deck
from quizgen.export.anki.notetypes import looks_now
from quizgen.export.anki.package import package
from quizgen.export.formats import Context, Exported, File
from quizgen.model import Quiz


@dataclass(frozen=True, slots=True)
class Options:
    """How the deck is made."""

    deck: str = ""
    """The name of the deck; else the title of the quiz."""
    typed: bool = False
    """Ask for typed answers where one short word is asked."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:
    """The deck and, beside it, the edition that the next run needs."""
    named = replace(quiz, title=options.deck or quiz.title)
    edition, remarks = edition_of(
        named, templates=context.templates, before=kept_edition(context), typed=options.typed
    )
    deck = package(edition, root=root_deck(named), about=_about(named), templates=context.templates)
    if ".apkg" in context.before and SUFFIX not in context.before:
        remarks += (
            (
                f"{context.stem}.apkg was made before, but {context.stem}{SUFFIX} is gone: questions "
                "that were reworded since come as new notes, and those that are no longer asked are "
                "not marked; put the file back and build again to avoid both"
            ),
        )
    return Exported((File(".apkg", deck), File(SUFFIX, edition.to_bytes())), remarks)


def export_anki(
    quiz: Quiz,
    *,
    templates: Path | None = None,
    edition: Edition | None = None,
    typed: bool = False,
) -> tuple[bytes, Edition]:
    """The deck, and the edition to keep for the next time.

    The same quiz and the same edition give the same bytes. Items that cannot be notes (more
    than 499 blanks, nothing to show) are left out.

    Args:
        quiz: the items; they are studied in the order of the text.
        templates: a folder with templates of one's own.
        edition: what was kept of the last deck of this name.
        typed: ask for typed answers where one short word is asked.
    """
    after, _ = edition_of(quiz, templates=templates, before=edition, typed=typed)
    return package(after, root=root_deck(quiz), about=_about(quiz), templates=templates), after


def edition_of(
    quiz: Quiz,
    *,
    templates: Path | None = None,
    before: Edition | None = None,
    typed: bool = False,
) -> tuple[Edition, tuple[str, ...]]:
    """The next edition, and a line for each item that cannot be a note."""
    before = before or Edition()
    now = _moment(quiz)
    drafts, refused = drafts_of(quiz, typed=typed)
    after = next_edition(
        drafts,
        before,
        now=now,
        sources={clean(_file_name(source)) for source in quiz.sources}
        | {draft.source for draft in drafts},
        offered=quiz.offered,
        looks=looks_now(templates, before.looks, now),
    )
    return after, refused


def kept_edition(context: Context) -> Edition | None:
    """The edition that stood beside the outputs before."""
    kept = context.before.get(SUFFIX)
    return parse_edition(kept, context.stem + SUFFIX) if kept is not None else None


def _moment(quiz: Quiz) -> int:
    """The date of the quiz, seconds since 1970."""
    if not quiz.date:
        return FIRST
    day = dt.datetime.fromisoformat(quiz.date).replace(tzinfo=dt.UTC)
    return max(FIRST, int(day.timestamp()))


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _about(quiz: Quiz) -> str:
    names = "、".join(map(_file_name, quiz.sources[:5]))
    more = f"等{len(quiz.sources)}份材料" if len(quiz.sources) > 5 else ""
    made = f"由 quizgen 从{names}{more}制成" if names else "由 quizgen 制成"
    dated = f"，{quiz.date}" if quiz.date else ""
    return f"{made}{dated}。\n再次导入新版时，改过的题会更新，学习进度保留。"
