"""What a new reading of the sources gives, brought into a bank.

Field by field, three states are compared: what quizgen wrote last (a digest of it stands in the
item's `made` line), what stands there now, and what quizgen would write now. A field that nobody
changed follows the source; a field that a person changed stays; and if the source has news for
such a field, they are put beside it under `conflict`. Nothing that a person wrote is removed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.bank.entry import PLACE_DIGEST, Bank, Entry, Made, place_digest
from quizgen.bank.fields import (
    ASKS,
    CONFLICT,
    MADE,
    PLACE,
    Fields,
    Status,
    Value,
    digest,
    fields_of,
    pairs_of,
    texts_of,
)
from quizgen.bank.parse import parse
from quizgen.bank.revise import Revision
from quizgen.items.identity import folded
from quizgen.model import Item, Kind

_ALIKE = 0.8
"""From this share of common pairs of characters on, two sentences are one, mended."""
_ALIKE_KEYS = 0.6
_MARKS = re.compile(r"\[\[(.*?)(?:\|.*?)?(?:::.*?)?\]\]")


@dataclass(frozen=True, slots=True)
class Report:
    """What a merge did; items by id."""

    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    conflicts: tuple[str, ...] = ()
    """Those that have one now."""
    gone: tuple[str, ...] = ()
    """A person has said something of them, but the text no longer has them; they stay."""
    removed: tuple[str, ...] = ()
    """Nobody had said a word of them, and the text no longer has them."""


@dataclass(slots=True)
class _Tally:
    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def merge(
    bank: Bank,
    read: Mapping[str, Sequence[Item]],
    *,
    exists: Callable[[str], bool] = lambda _: True,
) -> tuple[Bank, Report]:
    """The bank with the items of the sources that were read, and what was done.

    Args:
        bank: as it stands.
        read: the items of each source, under the source's path as seen from the bank.
        exists: whether a source of this path is still there: one that is not may have moved.
    """
    revision, tally = Revision(bank), _Tally()
    taken = {entry.id for entry in bank.entries if entry.id}
    homes = _homes(bank, read, exists)
    expected: dict[str, dict[str, Value]] = {}
    mine: dict[str, list[Entry]] = defaultdict(list)
    for known in bank.entries:
        home = homes.get(str(known.fields.get("source", "")))
        if known.made and home is not None:
            mine[home].append(known)
    for path, items in read.items():
        fresh = [(item.id, _fields(item, path)) for item in sorted(items, key=_in_text_order)]
        old = mine[path]
        matched = _match(old, fresh)
        place = None if old else (bank.entries[-1] if bank.entries else None)
        for id_, fields in fresh:
            entry = matched.get(id_)
            if entry is None:
                new = id_ if id_ not in taken else _another(id_, taken)
                taken.add(new)
                whole = {"id": new, "status": Status.NEW.value, **fields}
                revision.add(place, {**whole, MADE: _made(id_, fields)})
                expected[new] = whole
                tally.new.append(new)
            else:
                place = entry
                _update(revision, entry, id_, fields, tally)
        here = {id(entry) for entry in matched.values()}
        for entry in old:
            if id(entry) not in here:
                _gone(revision, entry, tally)
    _name(bank, revision, taken)
    merged = parse(revision.text(), bank.path)
    _verify(bank, merged, expected, tally)
    return merged, Report(
        tuple(tally.new),
        tuple(tally.updated),
        tally.unchanged,
        tuple(tally.conflicts),
        tuple(tally.gone),
        tuple(tally.removed),
    )


def name_items(bank: Bank) -> Bank:
    """The bank with an id for every item by hand that has none."""
    if all(entry.id for entry in bank.entries):
        return bank
    revision = Revision(bank)
    _name(bank, revision, {entry.id for entry in bank.entries if entry.id})
    return parse(revision.text(), bank.path)


def _in_text_order(item: Item) -> tuple[int, str]:
    return item.provenance.order, item.id


def _fields(item: Item, path: str) -> dict[str, Value]:
    place = replace(item.provenance, source=path)
    return fields_of(replace(item, provenance=place))


def _made(id_: str, fields: Fields) -> str:
    """The line that remembers what was written."""
    digests = {name: digest(value) for name, value in fields.items() if name in ASKS}
    digests[PLACE_DIGEST] = place_digest(fields)
    return " ".join((id_, *(f"{name}={value}" for name, value in digests.items())))


def _another(id_: str, taken: set[str]) -> str:
    """An id near `id_`: an edited item may have kept the one that a new item would get."""
    count = 2
    while f"{id_}-{count}" in taken:
        count += 1
    return f"{id_}-{count}"


def _homes(bank: Bank, read: Iterable[str], exists: Callable[[str], bool]) -> dict[str, str]:
    """Which source of this run each source named in the bank is: itself, or where it has moved."""
    paths = set(read)
    by_name: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        by_name[path.rsplit("/", 1)[-1]].append(path)
    named = {str(entry.fields.get("source", "")) for entry in bank.entries if entry.made}
    homes = {name: name for name in named & paths}
    lost: dict[str, list[str]] = defaultdict(list)
    for name in sorted(named - paths):
        if name and not exists(name):
            lost[name.rsplit("/", 1)[-1]].append(name)
    for base, names in lost.items():
        free = [path for path in by_name[base] if path not in named]
        if len(names) == 1 and len(free) == 1:
            homes[names[0]] = free[0]
    return homes


# ---- one item -----------------------------------------------------------


def _update(revision: Revision, entry: Entry, id_: str, fields: Fields, tally: _Tally) -> None:
    """Bring what is new in the source into an item that nobody, or somebody, has changed."""
    assert entry.made is not None
    edited = entry.edited
    base = entry.made.digests
    news = {
        name
        for name in ASKS
        if base.get(name) != (digest(fields[name]) if name in fields else None)
    }
    conflict: dict[str, Value] = {}
    changed = False
    if entry.fields.get("kind") != fields["kind"]:
        # A person made another kind of item of it: what the source says is shown as a whole.
        if news:
            conflict = {name: fields[name] for name in ASKS if name in fields}
        news = set()
    for name in sorted(news):
        new = fields.get(name)
        if entry.fields.get(name) == new:
            continue
        if name in edited:
            if new is not None:
                conflict[name] = new
            continue
        changed = True
        if new is None:
            revision.remove(entry, name)
        else:
            revision.set(entry, name, new)
    if PLACE_DIGEST not in edited and place_digest(fields) != base.get(PLACE_DIGEST):
        changed = True
        for name in sorted(PLACE):
            if entry.fields.get(name) == fields.get(name):
                continue
            if name in fields:
                revision.set(entry, name, fields[name])
            else:
                revision.remove(entry, name)
    if entry.fields.get("gone"):
        changed = True
        revision.remove(entry, "gone")
    merged = {**_standing(entry, fields), **conflict}
    if merged != dict(entry.conflict):
        changed = True
        if merged:
            revision.set(entry, CONFLICT, merged)
        else:
            revision.remove(entry, CONFLICT)
    if merged:
        tally.conflicts.append(entry.id)
    made = _made(id_, fields)
    if Made(*_split(made)) != entry.made:
        revision.set(entry, MADE, made)
    if changed:
        tally.updated.append(entry.id)
    else:
        tally.unchanged += 1


def _standing(entry: Entry, fields: Fields) -> dict[str, Value]:
    """The part of an earlier conflict that is not settled: it says what the source still says."""
    return {
        name: fields[name]
        for name in entry.conflict
        if name in fields and entry.fields.get(name) != fields[name]
    }


def _split(made: str) -> tuple[str, dict[str, str]]:
    id_, *parts = made.split()
    return id_, dict(part.split("=", 1) for part in parts)


def _gone(revision: Revision, entry: Entry, tally: _Tally) -> None:
    """An item that its source no longer has: it stays if a person has said anything of it."""
    untouched = (
        entry.status is Status.NEW
        and not entry.edited
        and not entry.commented
        and not entry.fields.get("tags")
        and not entry.conflict
    )
    if untouched:
        revision.drop(entry)
        tally.removed.append(entry.id)
        return
    tally.gone.append(entry.id)
    if not entry.fields.get("gone"):
        revision.set(entry, "gone", True)


def _name(bank: Bank, revision: Revision, taken: set[str]) -> None:
    """Give ids to items by hand."""
    for entry in bank.entries:
        if not entry.id:
            found = entry.item().id
            new = found if found not in taken else _another(found, taken)
            taken.add(new)
            revision.set(entry, "id", new)


# ---- which is which -----------------------------------------------------


def _match(old: Sequence[Entry], fresh: Sequence[tuple[str, Fields]]) -> dict[str, Entry]:
    """The entry of each fresh item, by the id that it has now: by id, else by likeness."""
    by_made = {entry.made.id: entry for entry in old if entry.made}
    by_id = {entry.id: entry for entry in old}
    found: dict[str, Entry] = {}
    used: set[int] = set()
    for ids in (by_made, by_id):
        for id_, _ in fresh:
            entry = ids.get(id_)
            if id_ not in found and entry is not None and id(entry) not in used:
                found[id_] = entry
                used.add(id(entry))
    rest = [(id_, fields) for id_, fields in fresh if id_ not in found]
    free = [entry for entry in old if id(entry) not in used]
    for _, _, at, to in sorted(_likely(free, rest)):
        id_ = rest[to][0]
        if id_ not in found and id(free[at]) not in used:
            found[id_] = free[at]
            used.add(id(free[at]))
    return found


def _likely(
    free: Sequence[Entry], rest: Sequence[tuple[str, Fields]]
) -> list[tuple[float, float, int, int]]:
    """Pairs that may be one, likeliest first when sorted."""
    rows: list[tuple[float, float, int, int]] = []
    quotes = [_pairs(_said(fields)) for _, fields in rest]
    words = [_words(fields) for _, fields in rest]
    by_pair: dict[str, list[int]] = defaultdict(list)
    for to, pairs in enumerate(quotes):
        for pair in pairs:
            by_pair[pair].append(to)
    for at, entry in enumerate(free):
        assert entry.made is not None
        mine = _pairs(_said(entry.fields))
        common = Counter(to for pair in mine for to in by_pair.get(pair, ()))
        for to, count in common.items():
            fields = rest[to][1]
            if digest(fields["kind"]) != entry.made.digests.get("kind"):
                continue
            quote = 2 * count / (len(mine) + len(quotes[to]))
            # A person may have asked quite other words of the same sentence.
            rewritten = bool(entry.edited & ASKS)
            keys = _common(_words(entry.fields), words[to])
            if quote >= _ALIKE and (keys >= _ALIKE_KEYS or rewritten):
                rows.append((-quote, -keys, at, to))
    return rows


def _said(fields: Fields) -> str:
    """What the text says: the sentence behind the item, or what is matched."""
    matched = "".join(left + right for left, right in pairs_of(fields))
    return str(fields.get("quote", "")) or matched


def _pairs(text: str) -> frozenset[str]:
    text = folded(text)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _words(fields: Fields) -> Counter[str]:
    """The characters of what is asked."""
    kind = fields.get("kind")
    if kind == Kind.FILL_BLANK:
        text = "".join(_MARKS.findall(str(fields.get("stem", ""))))
    elif kind == Kind.LIST_RECALL:
        text = "".join(texts_of(fields, "members"))
    elif kind == Kind.MATCHING:
        text = "".join(left + right for left, right in pairs_of(fields))
    else:
        text = str(fields.get("term", ""))
    return Counter(folded(text))


def _common(one: Counter[str], other: Counter[str]) -> float:
    """The share of characters that two have in common (Dice)."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


# ---- the last look ------------------------------------------------------


def _verify(before: Bank, after: Bank, expected: Mapping[str, Fields], tally: _Tally) -> None:
    """Whether every word of a person is still there; else nothing may be written.

    Raises:
        AssertionError: something would be lost: a fault of this program.
    """
    now = {entry.id: entry for entry in after.entries if entry.id}
    removed = set(tally.removed)
    for entry in before.entries:
        if entry.id in removed or not entry.id:
            continue
        kept = now[entry.id]
        for name in entry.edited - {PLACE_DIGEST, "gone", CONFLICT, MADE}:
            if kept.fields.get(name) != entry.fields.get(name):
                raise AssertionError(f"{before.path}: {name} of {entry.id} would be lost")
        for name in ("status", "tags"):
            if kept.fields.get(name) != entry.fields.get(name):
                raise AssertionError(f"{before.path}: {name} of {entry.id} would be lost")
    for id_, fields in expected.items():
        if dict(now[id_].fields) != dict(fields):
            raise AssertionError(f"{before.path}: {id_} would be written wrongly")
