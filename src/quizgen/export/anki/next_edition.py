"""From one edition to the next: what is new, changed, the same, and gone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from quizgen.export.anki.edition import Edition, Note
from quizgen.export.anki.notes import MOST_CLOZES, SOURCE_TAG, Draft
from quizgen.export.anki.notetypes import FIELDS, ID, NOTETYPES, QUESTION, VERSION, Looks
from quizgen.export.anki.points import keep_numbers, match, renamed

REMOVED_TAG = "quizgen::已移除"
"""The tag of a note that its text no longer asks."""

_CONTENT = itemgetter(
    *[at for at, name in enumerate(FIELDS) if name not in ("Id", "Version", "Why", "Extra")]
)
_WHY = FIELDS.index("Why")
# Where a text is put in before, the numbers of paragraphs, lines and pages go up: no new content.
_PLACE_NUMBER = re.compile("第?[0-9一二三四五六七八九十百千]+[段行页]")


def next_edition(
    drafts: Sequence[Draft],
    before: Edition,
    *,
    now: int,
    sources: Iterable[str],
    looks: Looks,
    offered: Collection[str] = (),
) -> Edition:
    """The notes of this run in their order, then those that it does not have.

    Args:
        drafts: the notes of this run.
        before: the last edition, or an empty one.
        now: the date of this edition, seconds since 1970.
        sources: the names of the texts of this run.
        looks: the looks of this run.
        offered: ids of items that the texts still offer, asked in this run or not.
    """
    sources = set(sources)
    known = match(drafts, before.notes, sources, offered) if before.notes else [None] * len(drafts)
    given = {note.guid for note in before.notes}
    notes: list[Note] = []
    for draft, old in zip(drafts, known, strict=True):
        if old is None:
            guid = _new_guid(draft.item, given)
            given.add(guid)
            notes.append(_note(draft, guid, now))
        else:
            notes.append(_follow(draft, old, now))
    here = {note.guid for note in notes}
    asked = {draft.item.partition("#")[0] for draft in drafts}
    judged = sources | renamed(drafts, before.notes, sources)
    for old in before.notes:
        if old.guid not in here:
            # Texts that are not in this run are left alone, and so is what they offer but a
            # smaller quiz does not ask.
            item = old.item.partition("#")[0]
            asks_no_more = item in asked or item not in offered
            gone = old.source in judged and asks_no_more and not old.removed
            notes.append(_removed(old, now) if gone else old)
    return Edition(tuple(notes), looks)


def _follow(draft: Draft, old: Note, now: int) -> Note:
    """The draft as the next state of a note."""
    if NOTETYPES[draft.kind].cloze:
        question = keep_numbers(draft.fields[QUESTION], old.fields[QUESTION])
        if f"{{{{c{MOST_CLOZES + 1}::" not in question:
            draft = replace(draft, fields=_put(draft.fields, {QUESTION: question}))
    note = _note(draft, old.guid, max(now, old.mod + 1))
    if note.version == old.version and not old.removed:
        # Anki would not take a change of what is no content: so the deck shows none.
        return replace(note, tags=old.tags, fields=_put(old.fields, {ID: old.guid}), mod=old.mod)
    return note


def _note(draft: Draft, guid: str, mod: int) -> Note:
    version = _version(draft.kind, draft.fields, draft.tags)
    return Note(
        item=draft.item,
        kind=draft.kind,
        source=draft.source,
        article=draft.article,
        deck=draft.deck,
        tags=draft.tags,
        fields=_put(draft.fields, {ID: guid, VERSION: version}),
        mod=mod,
    )


def _removed(old: Note, now: int) -> Note:
    tags = tuple(sorted({*old.tags, REMOVED_TAG}))
    return replace(
        old,
        removed=True,
        tags=tags,
        fields=_put(old.fields, {VERSION: _version(old.kind, old.fields, tags)}),
        mod=max(now, old.mod + 1),
    )


def _put(fields: tuple[str, ...], changes: dict[int, str]) -> tuple[str, ...]:
    made = list(fields)
    for at, text in changes.items():
        made[at] = text
    return tuple(made)


def _version(kind: str, fields: Sequence[str], tags: Iterable[str]) -> str:
    """A digest of what a reader of the card would call its content."""
    why = fields[_WHY]
    content = (
        kind,
        *_CONTENT(fields),
        _PLACE_NUMBER.sub("", why) if why else "",
        *[tag for tag in tags if not tag.startswith(SOURCE_TAG)],
    )
    return _digest(content)[:12]


def _new_guid(item: str, given: Collection[str]) -> str:
    """A GUID that no note has: a mended note may keep the one that this item's id would give."""
    guid, count = _digest(("guid", item))[:16], 1
    while guid in given:
        guid, count = _digest(("guid", item, str(count)))[:16], count + 1
    return guid


def _digest(parts: Iterable[str]) -> str:
    # No field, tag or id holds the separator of fields.
    text = "\x1f".join(parts)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
