"""Which entries of a bank a person wants to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.bank.entry import Bank, Entry
from quizgen.bank.fields import Status
from quizgen.drawing import named
from quizgen.model import Kind


@dataclass(frozen=True, slots=True)
class Filter:
    """What to see; everything if nothing is said."""

    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    sources: tuple[str, ...] = ()
    """Names, parts of names, or patterns with `*`; so are articles and sections."""
    articles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """All of them stand somewhere in the entry."""
    conflicts: bool = False
    """Only those that the source has news for."""
    gone: bool = False
    """Only those that their source no longer has."""

    def fits(self, entry: Entry) -> bool:
        """Whether to show an entry."""
        fields = entry.fields

        def said(name: str) -> str:
            return str(fields.get(name, ""))

        return (
            (not self.statuses or entry.status in self.statuses)
            and (not self.kinds or said("kind") in self.kinds)
            and named(said("source"), self.sources)
            and named(said("article"), self.articles)
            and named(said("section"), self.sections)
            and (not self.rules or said("rule") in self.rules)
            and (not self.tags or bool(set(self.tags) & set(entry.item().tags)))
            and (not self.difficulties or (said("difficulty") or "中") in self.difficulties)
            and (not self.conflicts or bool(entry.conflict))
            and (not self.gone or bool(fields.get("gone")))
            and all(word in _text(entry) for word in self.words)
        )

    def of(self, bank: Bank) -> Iterator[Entry]:
        """The entries to show, in the order of the bank."""
        return (entry for entry in bank.entries if self.fits(entry))


def _text(entry: Entry) -> str:
    """Everything that is written in an entry, brackets of blanks left out."""
    return str(list(entry.fields.values())).replace("[[", "").replace("]]", "")
