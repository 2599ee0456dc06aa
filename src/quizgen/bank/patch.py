"""Other lines in place of one entry's: only these are read again, so that a long bank is quick."""

from __future__ import annotations

from dataclasses import replace

from quizgen.bank.entry import Bank, BankError, Entry, Place, Problem, lines_of
from quizgen.bank.parse import VERSION, parse


def reparse(bank: Bank, entry: Entry, lines: str) -> Bank:
    """The bank with other lines in place of an entry's: only these are read again.

    Raises:
        BankError: they make no entry, or more than one; lines are counted from the first of them.
    """
    low, high = lines_of(bank, entry)
    head = f"bank: {VERSION}\nitems:\n"
    try:
        found = parse(head + lines, bank.path).entries
    except BankError as error:
        above = head.count("\n")
        problems = tuple(Problem(max(1, p.line - above), p.text) for p in error.problems)
        raise BankError("the item", problems) from None
    if len(found) != 1:
        raise BankError("the item", (Problem(1, f"one item is wanted here, not {len(found)}"),))
    text = bank.text[:low] + lines + bank.text[high:]
    above = bank.text.count("\n", 0, low) - head.count("\n")
    by, more = len(lines) - (high - low), lines.count("\n") - bank.text.count("\n", low, high)
    entries: list[Entry] = []
    for other in bank.entries:
        if other is entry:
            entries.append(_shifted(found[0], low - len(head), above))
        else:
            entries.append(_shifted(other, by, more) if other.start > entry.start else other)
    return replace(bank, text=text, entries=tuple(entries))


def _shifted(entry: Entry, by: int, lines: int) -> Entry:
    """The entry, so many code points and lines further down."""
    if not by and not lines:
        return entry
    places = {
        name: Place(place.start + by, place.value + by, place.end + by, place.comments)
        for name, place in entry.places.items()
    }
    return replace(
        entry, start=entry.start + by, end=entry.end + by, line=entry.line + lines, places=places
    )
