"""The notetypes: frozen for good.

Anki knows a notetype by its id and takes an update of its looks, but not of its make: another
name or order of fields or cards makes a second notetype beside the first, whose notes are never
updated again. So ids, fields and cards stay as they are; what a later version needs goes into a
spare field. Templates and style are free, see `LOOKS`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.templating import text_of

FIELDS = (
    "Id",  # the note's GUID: what tells it from all others, first so that none are doubles
    "Question",
    "Answer",
    "Prompt",  # title of a matching set, number of members of a list
    "Note",  # 顺序不限
    "Hint",
    "Why",
    "Quote",  # the sentence of the source, where the question is not all of it
    "Source",  # article · section
    "Difficulty",
    "Accepted",  # answers that are right as well
    "Typed",  # not empty: the answer is typed
    "Version",  # a digest of the content: tells whether a note has to be updated
    "Spare1",
    "Spare2",
    "Spare3",
    "Extra",  # a person's own: quizgen never writes it
)
"""The fields of every notetype. `Extra` is last, so that an import of text can leave it alone."""

ID, QUESTION, ANSWER = FIELDS.index("Id"), FIELDS.index("Question"), FIELDS.index("Answer")
VERSION = FIELDS.index("Version")

LOOKS = 1_700_000_001
"""When templates and style last changed, seconds since 1970: every change raises it by one.

Anki takes looks that are newer than its own. What a user changed in the editor of cards is as
new as that moment, and so stays, unless an edition is dated later.
"""

_FOLDED_IN_EDITOR = {"Id", "Version", "Typed", "Spare1", "Spare2", "Spare3"}


@dataclass(frozen=True, slots=True)
class NoteType:
    """A frozen notetype."""

    id: int
    name: str
    template: str
    """`templates/anki/<template>-<n>-front.html` and `-back.html`, n from 1."""
    cards: tuple[str, ...]
    """The names of the cards."""
    cloze: bool = False


NOTETYPES: Mapping[str, NoteType] = {
    "fill-blank": NoteType(1_718_290_001, "quizgen 填空", "blank", ("填空",), cloze=True),
    "list": NoteType(1_718_290_002, "quizgen 列举", "list", ("列举",), cloze=True),
    "matching": NoteType(1_718_290_003, "quizgen 连线", "matching", ("连线",)),
    "term": NoteType(1_718_290_004, "quizgen 名词解释", "term", ("由词说义", "由义说词")),
    "whole-list": NoteType(1_718_290_005, "quizgen 列举全项", "whole", ("列举全项",)),
}
"""By the kind of a note. A list is two notes: its members one by one, and the whole of it."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Templates and style, and when they last changed."""

    digest: str = ""
    mod: int = LOOKS


def template_texts(template: str, cards: int, own: Path | None) -> list[tuple[str, str]]:
    """Front and back of each card; the foot that all backs share is put in."""
    foot = text_of("anki/foot.html", own).strip()
    return [
        (
            text_of(f"anki/{template}-{number}-front.html", own),
            text_of(f"anki/{template}-{number}-back.html", own).replace("<!-- foot -->", foot),
        )
        for number in range(1, cards + 1)
    ]


def looks_now(own: Path | None, before: Looks, now: int) -> Looks:
    """The looks of this run: as new as they were, unless a template or the style differs.

    A person's own templates have no version; what an edition remembers of them tells.

    Args:
        own: a folder with templates of a person's own.
        before: the looks of the last edition.
        now: the date of this edition, seconds since 1970.
    """
    parts = [text_of("anki/card.css", own)]
    for type_ in NOTETYPES.values():
        parts += [
            side for card in template_texts(type_.template, len(type_.cards), own) for side in card
        ]
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
    if not before.digest:
        return Looks(digest)
    mod = before.mod if digest == before.digest else max(now, before.mod + 1)
    return Looks(digest, max(LOOKS, mod))


def model_of(kind: str, looks: Looks, own: Path | None) -> Any:
    """The notetype as genanki writes it."""
    import genanki

    type_ = NOTETYPES[kind]

    class Model(genanki.Model):  # type: ignore[misc]
        # What a front needs to be shown; genanki finds it out by rendering each many times.
        _req = tuple([card, "any", [QUESTION, ANSWER]] for card in range(len(type_.cards)))

        def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
            del timestamp
            made: dict[str, Any] = super().to_json(looks.mod, deck_id)
            return made

    return Model(
        type_.id,
        type_.name,
        fields=[
            {
                "name": name,
                "id": type_.id * 1000 + 500 + number,
                "collapsed": name in _FOLDED_IN_EDITOR,
                "preventDeletion": name == "Id",
                "description": "您自己的笔记" if name == "Extra" else "",
            }
            for number, name in enumerate(FIELDS)
        ],
        templates=[
            {"name": name, "qfmt": front, "afmt": back, "id": type_.id * 1000 + 100 + number}
            for number, (name, (front, back)) in enumerate(
                zip(type_.cards, template_texts(type_.template, len(type_.cards), own), strict=True)
            )
        ],
        css=text_of("anki/card.css", own),
        model_type=genanki.Model.CLOZE if type_.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=QUESTION,
    )
