"""Terms to be explained: what the text says that a thing is, not what part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.balance import is_balanced
from quizgen.items.headwords import ROLE, is_headword
from quizgen.items.identity import folded, item_id
from quizgen.items.matching_tables import tables
from quizgen.items.notes import why
from quizgen.items.pieces import is_quoted
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Definition, Difficulty, Document, Findings, Item, Kind, Span, Term

_LEAST_SURE = 0.7
_SHORTEST, _SHORTEST_BY_BUILD, _LONGEST = 8, 10, 160
_EASY, _HARD = 20, 60
_GENUS = re.compile("^一(?:种|类|个|门|项)")
_POINTS_BACK = re.compile("^(?:这|那|该|此|其|它|上述|以上|前者|后者)|上述|前述")
_SECOND = re.compile("是指|指的是|就是指")
_LIST = re.compile("^[^的，。；]+、[^的，。；]+、[^的，。；]+$")
_DEFINES = re.compile("定义|含义|涵义|释义|解释|说明|描述|概念")


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """An item for each term that is defined, once."""
    places = Places(document)
    defining = _defining_cells(document)
    found = [
        one
        for one in findings.definitions
        if _is_asked(document, places, language, one, defining) and not places.doubtful(one.span)
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
    definiens = _meaning(document, found)
    term, said = document.slice(found.term), document.slice(definiens)
    if found.score < _LEAST_SURE or not _SHORTEST <= len(said) <= _LONGEST:
        return False
    if "\n" in term or "\n" in said or not is_balanced(said) or not is_headword(term, language):
        return False
    if found.type == "role" and len(said) < _SHORTEST_BY_BUILD:
        return False
    if term[-2:] + "是" in said[: len(term) + 2]:
        # X：X是…, cut in the wrong place.
        return False
    if _POINTS_BACK.search(said) or _SECOND.search(said) or _LIST.match(said):
        return False
    paragraph = places.paragraph(found.term.start)
    if paragraph and paragraph.kind == "table-row" and found.definiens not in defining:
        return False
    match found.type:
        case "definition" | "role":
            if ROLE.search(said) and not _GENUS.match(said):
                # What part a thing plays does not say what it is.
                return (
                    found.cue is not None and _SECOND.search(document.slice(found.cue)) is not None
                )
            opinion = is_quoted(document, found, places)
            return not opinion and (found.type == "definition" or "的" in said)
        case "gloss":
            return True
        case _:
            return False


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
