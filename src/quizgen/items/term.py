"""Terms to be explained: what the text says that a thing is, not what part it plays."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.items.balance import is_balanced
from quizgen.items.definiens import says_what_it_is
from quizgen.items.identity import folded, item_id
from quizgen.items.matching_tables import tables
from quizgen.items.notes import why
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Definition, Difficulty, Document, Findings, Item, Kind, Span, Term
from quizgen.patterns import pattern

_TYPES = frozenset({"definition", "role", "gloss"})
_SHORTEST, _LONGEST = 8, 160
_EASY, _HARD = 20, 60
_LIST = pattern("^[^的，。；]+、[^的，。；]+、[^的，。；]+$")
_DEFINES = pattern("定义|含义|涵义|释义|解释|说明|描述|概念")


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """An item for each term that is defined, once."""
    places = Places(document)
    defining = _defining_cells(document)
    found = [
        one
        for one in findings.definitions
        if _is_asked(document, places, language, one, defining)
        and not places.doubtful(one.definiens)
    ]
    terms: set[str] = set()
    for one in sorted(found, key=lambda one: (-_sureness(one), one.term)):
        term = document.slice(one.term)
        if folded(term) in terms:
            continue
        terms.add(folded(term))
        definiens = _meaning(document, one)
        said = document.slice(definiens)
        yield Term(
            id=item_id(Kind.TERM, places.article_title(one.term.start), term, said[:24]),
            rule=one.rule,
            score=round(_sureness(one) * 0.95, 3),
            hint=f"共{len(said)}字，以“{said[:2]}”开头",
            why=why("名词解释", places.where(one.term.start)),
            difficulty=_difficulty(said),
            provenance=places.provenance(one.term),
            term=one.term,
            definiens=definiens,
            term_text=term,
            definiens_text=said,
        )


def _is_asked(
    document: Document,
    places: Places,
    language: Language,
    found: Definition,
    defining: frozenset[Span],
) -> bool:
    if found.type not in _TYPES or not says_what_it_is(document, places, language, found):
        return False
    said = document.slice(_meaning(document, found))
    if not _SHORTEST <= len(said) <= _LONGEST or not is_balanced(said) or _LIST.match(said):
        return False
    if "\n" in said or "\n" in document.slice(found.term):
        return False
    paragraph = places.paragraph(found.term.start)
    in_table = paragraph is not None and paragraph.kind == "table-row"
    return not in_table or found.definiens in defining


def _sureness(found: Definition) -> float:
    """How sure we are: a definition by its build alone is less so than one that says 是指."""
    return found.score - (0.06 if found.type == "role" else 0.0)


def _meaning(document: Document, found: Definition) -> Span:
    """The definiens up to a colon, after which its parts are explained."""
    text = document.text
    colon = text.find("：", found.definiens.start + _SHORTEST, found.definiens.end)
    return Span(found.definiens.start, colon) if colon > 0 else found.definiens


def _defining_cells(document: Document) -> frozenset[Span]:
    """The cells of tables whose head says that they define."""
    return frozenset(
        row.cells[-1]
        for header, rows in tables(document)
        for row in rows
        if row.cells
        and (_DEFINES.search(document.slice(header.cells[-1])) if header else len(row.cells) == 2)
    )


def _difficulty(said: str) -> Difficulty:
    return "易" if len(said) <= _EASY else "难" if len(said) > _HARD else "中"
