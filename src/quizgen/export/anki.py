"""Anki decks, written by genanki.

The notetypes are frozen: ids of notetypes, fields and templates never change, nor do the order
and the names of the fields. A change of a template or of the style raises `LOOKS`. Notes are
known by GUIDs that follow from item ids, and are as new as their content (see `editions`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import re
import tempfile
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.editions import FIRST, Edition, Ledger, Note, parse_edition
from quizgen.export.formats import Context, Exported, File
from quizgen.export.wording import KIND_NAMES, gapped, in_text_order, letter, shuffled, where
from quizgen.items.identity import folded
from quizgen.model import Blank, FillBlank, Item, Kind, ListRecall, Matching, Quiz, Term, kind_of
from quizgen.templating import text_of

if TYPE_CHECKING:
    import genanki

LOOKS = FIRST + 1
"""When templates and style last changed, seconds since 1970: raise it with every change."""

EDITION = ".edition.json"
"""The suffix of the edition's file."""

_FIELDS = ("Question", "Answer", "Prompt", "Note", "Hint", "Why", "Quote", "Source", "Difficulty",
           "Extra", "Id", "Spare1", "Spare2", "Spare3")  # fmt: skip
_MOST_CLOZES = 499
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class NoteType:
    """A frozen notetype."""

    id: int
    name: str
    template: str
    cards: tuple[str, ...]
    """The names of the cards; `templates/anki/<template>-<n>-front.html` and `-back.html`."""
    cloze: bool = False


NOTETYPES: Mapping[Kind, NoteType] = {
    Kind.FILL_BLANK: NoteType(1_718_290_001, "quizgen 填空", "blank", ("填空",), cloze=True),
    Kind.LIST_RECALL: NoteType(1_718_290_002, "quizgen 列举", "list", ("列举",)),
    Kind.MATCHING: NoteType(1_718_290_003, "quizgen 连线", "matching", ("连线",)),
    Kind.TERM: NoteType(1_718_290_004, "quizgen 名词解释", "term", ("由词说义", "由义说词")),
}


@dataclass(frozen=True, slots=True)
class Options:
    """How the deck is made."""

    deck: str = ""
    """The name of the deck; else the title of the quiz."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:
    """The deck and, beside it, the edition that the next run needs."""
    kept = context.before.get(EDITION)
    edition = parse_edition(kept, context.stem + EDITION) if kept is not None else None
    named = replace(quiz, title=options.deck or quiz.title)
    deck, after = export_anki(named, templates=context.templates, edition=edition)
    return Exported((File(".apkg", deck), File(EDITION, after.to_bytes())))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A note before it is known whether it is new."""

    item: Item
    fields: tuple[str, ...]
    deck: str
    tags: tuple[str, ...]

    @property
    def words(self) -> str:
        """What tells the knowledge point."""
        return folded(re.sub(r"<[^>]+>|\{\{c\d+::|\}\}", "", self.fields[0] + self.fields[1]))


def export_anki(
    quiz: Quiz, *, templates: Path | None = None, edition: Edition | None = None
) -> tuple[bytes, Edition]:
    """The deck, and the edition to keep for the next time.

    The same quiz and the same edition give the same bytes.

    Args:
        quiz: the items; they are studied in the order of the text.
        templates: a folder with templates of one's own.
        edition: what was kept of the last deck of this name.
    """
    before = edition or Edition()
    drafts = [_draft(quiz, item) for item in in_text_order(quiz.items)]
    after = _next_edition(quiz, drafts, before)
    return _package(quiz, after, templates), after


# ---- editions -----------------------------------------------------------


def _moment(quiz: Quiz) -> int:
    if not quiz.date:
        return FIRST
    day = dt.datetime.fromisoformat(quiz.date).replace(tzinfo=dt.UTC)
    return int(day.timestamp())


def _next_edition(quiz: Quiz, drafts: Sequence[_Draft], before: Edition) -> Edition:
    """The notes of this run, then those that it no longer has."""
    now = _moment(quiz)
    ledger = Ledger(before)
    known = ledger.match(
        (
            draft.item.id,
            kind_of(draft.item).value,
            draft.item.provenance.article,
            draft.words,
        )
        for draft in drafts
    )
    given = {note.guid for note in before.notes}
    notes: list[Note] = []
    for draft in drafts:
        old = known.get(draft.item.id)
        content = _hash(*draft.fields[:-4], draft.deck, *draft.tags)
        if old is None:
            guid, mod = _new_guid(draft.item.id, given), now
        else:
            guid = old.guid
            # A note that comes back has to lose its mark of removal.
            same = old.content == content and not old.removed
            mod = old.mod if same else max(now, old.mod + 1)
        given.add(guid)
        notes.append(
            Note(
                guid=guid,
                item=draft.item.id,
                kind=kind_of(draft.item).value,
                source=draft.item.provenance.source,
                article=draft.item.provenance.article,
                words=draft.words,
                content=content,
                mod=mod,
                fields=draft.fields,
                deck=draft.deck,
                tags=draft.tags,
            )
        )
    here = {note.guid for note in notes}
    sources = {_basename(source) for source in quiz.sources}
    for old in before.notes:
        if old.guid in here:
            continue
        if old.removed or old.source not in sources:
            # Texts that are not in this run are left alone.
            notes.append(old)
        else:
            notes.append(
                replace(
                    old,
                    removed=True,
                    tags=tuple(sorted({*old.tags, "quizgen::已移除"})),
                    mod=max(now, old.mod + 1),
                )
            )
    return Edition(tuple(notes))


def _new_guid(item: str, given: Collection[str]) -> str:
    """A GUID that no note has: a mended note may keep the one that this item's id would give."""
    guid, count = _hash("guid", item)[:16], 1
    while guid in given:
        guid, count = _hash("guid", item, str(count))[:16], count + 1
    return guid


def _basename(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _hash(*parts: str) -> str:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


# ---- notes --------------------------------------------------------------


def clean(text: str) -> str:
    """Text as it may stand in a field: HTML escaped, no cloze of its own, no control signs."""
    escaped = html.escape(_CONTROL.sub("", text), quote=False)
    return (
        escaped.replace("{{", "{&#123;")
        .replace("}}", "}&#125;")
        .replace("::", "&#58;:")
        .replace("\n", "<br>")
    )


def _tag(text: str) -> str:
    """A part of a tag: no white space, no :: of its own, never empty."""
    return re.sub(r"[\s\u3000:]+", "_", _CONTROL.sub("", text)).strip("_")[:60] or "无题"


def _draft(quiz: Quiz, item: Item) -> _Draft:
    place = item.provenance
    question, answer, prompt, extra = _fields(quiz, item)
    fields = (
        question,
        answer,
        prompt,
        clean(item.note),
        clean(item.hint),
        "",
        _quote(item),
        clean(where(item)),
        item.difficulty,
        extra,
        item.id,
        "",
        "",
        "",
    )
    tags = [
        f"quizgen::题型::{KIND_NAMES[kind_of(item)]}",
        f"quizgen::难度::{item.difficulty}",
        f"quizgen::来源::{_tag(place.source)}",
    ]
    if place.section:
        tags.append(f"quizgen::章节::{_tag(place.section)}")
    names = [_deck_part(quiz.title or "quizgen"), _deck_part(place.article or place.source)]
    return _Draft(item, fields, "::".join(name for name in names if name), tuple(sorted(tags)))


def _deck_part(text: str) -> str:
    return re.sub(r"\s+", " ", _CONTROL.sub("", text)).replace("::", "：：").strip()[:80]


def _quote(item: Item) -> str:
    """The sentence of the source, keys marked."""
    said = clean(item.provenance.quote)
    if isinstance(item, FillBlank):
        for key in sorted(set(item.keys), key=len, reverse=True):
            word = clean(key)
            if said.count(word) == 1:
                said = said.replace(word, f"<b>{word}</b>")
    return said


def _fields(quiz: Quiz, item: Item) -> tuple[str, str, str, str]:
    """Question, answer, prompt, extra."""
    match item:
        case FillBlank():
            if len(item.blanks) > _MOST_CLOZES:
                raise ValueError("more blanks than Anki makes cards for")
            # The members of one list are asked on one card: any of them stands for the others.
            together = len(item.blanks) > 1 and item.order_free

            def cloze(number: int, blank: Blank) -> str:
                key = clean(item.stem[blank.start : blank.end])
                cue = f"::{clean(blank.cue)}" if blank.cue else ""
                return f"{{{{c{1 if together else number}::{key}{cue}}}}}"

            return gapped(item, cloze, clean), "、".join(clean(key) for key in item.keys), "", ""
        case ListRecall():
            rows = "".join(f"<li>{clean(text)}</li>" for text in item.member_texts)
            name = "ol" if item.ordered else "ul"
            return clean(item.prompt), f"<{name}>{rows}</{name}>", str(len(item.members)), ""
        case Matching():
            shown = shuffled(quiz, item)
            left = "".join(f"<li>{clean(pair.premise_text)}</li>" for pair in item.pairs)
            right = "".join(f"<li>{clean(item.pairs[i].response_text)}</li>" for i in shown)
            table = (
                f'<div class="pairs"><div><h4>{clean(item.premise_head)}</h4><ol>{left}</ol></div>'
                f"<div><h4>{clean(item.response_head)}</h4>"
                f'<ol class="letters">{right}</ol></div></div>'
            )
            key = "".join(
                f"<li>{clean(pair.premise_text)} — <b>{letter(shown.index(n))}</b> "
                f"{clean(pair.response_text)}</li>"
                for n, pair in enumerate(item.pairs)
            )
            return table, f"<ol>{key}</ol>", clean(item.title), ""
        case Term():
            return clean(item.term_text), clean(item.definiens_text), "", ""


# ---- package ------------------------------------------------------------


@lru_cache(maxsize=8)
def _classes() -> tuple[Any, Any]:
    """Genanki's note and model, with times of our own."""
    import genanki

    class FrozenModel(genanki.Model):  # type: ignore[misc]
        def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
            del timestamp
            made: dict[str, Any] = super().to_json(LOOKS, deck_id)
            return made

    class TimedNote(genanki.Note):  # type: ignore[misc]
        mod: int = FIRST

        def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
            del timestamp
            super().write_to_db(cursor, float(self.mod), deck_id, id_gen)

    return FrozenModel, TimedNote


def _model(kind: Kind, templates: Path | None) -> genanki.Model:
    import genanki

    model, _ = _classes()
    type_ = NOTETYPES[kind]
    cards = []
    for number, name in enumerate(type_.cards):
        stem = f"anki/{type_.template}-{number + 1}"
        cards.append(
            {
                "name": name,
                "qfmt": text_of(f"{stem}-front.html", templates),
                "afmt": text_of(f"{stem}-back.html", templates),
                "id": type_.id * 1000 + 100 + number,
            }
        )
    return model(
        type_.id,
        type_.name,
        fields=[
            {"name": name, "id": type_.id * 1000 + 500 + number}
            for number, name in enumerate(_FIELDS)
        ],
        templates=cards,
        css=text_of("anki/card.css", templates),
        model_type=genanki.Model.CLOZE if type_.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=0,
    )


def _package(quiz: Quiz, edition: Edition, templates: Path | None) -> bytes:
    import genanki

    _, note_class = _classes()
    models = {kind.value: _model(kind, templates) for kind in Kind}
    decks: dict[str, genanki.Deck] = {}
    for due, note in enumerate(edition.notes):
        deck = decks.get(note.deck)
        if deck is None:
            number = int.from_bytes(hashlib.blake2b(note.deck.encode(), digest_size=5).digest())
            about = f"由 quizgen 从 {note.source} 生成。"
            deck = decks[note.deck] = genanki.Deck(number | 1, note.deck, clean(about))
        made = note_class(
            model=models[note.kind],
            fields=list(note.fields),
            tags=list(note.tags),
            guid=note.guid,
            due=due,
        )
        made.mod = note.mod
        deck.add_note(made)
    del quiz
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "deck.apkg")
        genanki.Package(list(decks.values())).write_to_file(path, timestamp=float(FIRST))
        return _rezip(path.read_bytes())


def _rezip(data: bytes) -> bytes:
    """The same package, sorted, deflated and without the time of day: same notes, same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
