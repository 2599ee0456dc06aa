"""Whether a definition says what a thing is: what may be asked as its meaning, in any kind of item."""

from __future__ import annotations

from quizgen.items.headwords import ROLE, is_headword, opens_with_verb
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Definition, Document
from quizgen.patterns import pattern

SHORTEST = 8
"""Characters; shorter ones are other names."""
_SHORTEST_BY_BUILD = 9
_LEAST_SURE = 0.7
_GENUS = pattern("^一(?:种|类|个|门|项)")
_POINTS_BACK = pattern(
    "^(?:这|那|该|此|其|它|每[个一]|有些|上述|以上|前者|后者)|上述|前述|这种|这一"
)
_SECOND = pattern("是指|指的是|就是指")
_HOLDS = pattern("认为|主张|坚持|强调|指出")
_HAS = pattern("具有|具備")
_BELONGS_TO_ANOTHER = pattern("^(?:主要|根本|基本|首要|次要|核心)")


def says_what_it_is(
    document: Document, places: Places, language: Language, found: Definition
) -> bool:
    """Whether the definiens is the meaning of the term, sure, whole and nobody's opinion.

    Not so: parts that a thing plays (…的重要支撑), what a school holds, what is said of a term that is
    named in its own meaning, or of one that belongs to another (主要矛盾).
    """
    term, said = document.slice(found.term), document.slice(found.definiens)
    if found.score < _LEAST_SURE or found.definiens.length < SHORTEST:
        return False
    if not is_headword(term, language) or _POINTS_BACK.search(said) or _SECOND.search(said):
        return False
    if _names_itself(term, said) or is_quoted(document, found, places):
        return False
    cue = document.slice(found.cue) if found.cue else ""
    match found.type:
        case "definition":
            if ROLE.search(said) and not _GENUS.match(said):
                return bool(_SECOND.search(cue))
            return not (_HOLDS.search(cue) or _HAS.search(cue))
        case "role":
            if ROLE.search(said) and not _GENUS.match(said):
                return False
            long = found.definiens.length >= _SHORTEST_BY_BUILD
            return long and "的" in said and not _BELONGS_TO_ANOTHER.match(term)
        case "gloss":
            return not (found.rule == "definition_run_in" and opens_with_verb(term, language))
        case _:
            return False


def is_role(document: Document, found: Definition) -> bool:
    """Whether the definiens says what part the term plays: …的首要任务."""
    said = document.slice(found.definiens)
    return (
        found.type in ("definition", "role")
        and "的" in said
        and bool(ROLE.search(said))
        and not _GENUS.match(said)
        and not _POINTS_BACK.search(said)
    )


def is_view(document: Document, found: Definition) -> bool:
    """Whether the definiens is what a school or a doctrine holds: X论认为…."""
    cue = document.slice(found.cue) if found.cue else ""
    return found.type == "definition" and bool(_HOLDS.search(cue))


def is_quoted(document: Document, found: Definition, places: Places) -> bool:
    """Whether a definition is part of what somebody is quoted to say."""
    sentence = places.sentence(found.definiens.start)
    if sentence is None:
        return False
    before = document.text[sentence.span.start : found.definiens.start]
    return before.count("“") > before.count("”") or before.count("「") > before.count("」")


def _names_itself(term: str, said: str) -> bool:
    """Whether a meaning says its own term, at the end (称为X) or at the beginning (X：X是…)."""
    return said.endswith(term) or term[-2:] + "是" in said[: len(term) + 2]
