"""Sets of what the text defines: concept and definition, concept and role, aim and measure.

Definitions of one kind make a set; what says which part a thing plays (…的基本路径) and what says
what it is (…的活动) are kinds of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quizgen.items.definiens import is_role, is_view, says_what_it_is
from quizgen.items.headwords import is_headword
from quizgen.items.matching_sets import (
    FEWEST,
    LONGEST_DEFINITION,
    Candidate,
    Relation,
    Response,
)
from quizgen.items.pieces import clause_spans, leading, measures, shortened
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Definition, Document, Findings, Span
from quizgen.patterns import pattern

Sets = Iterator[tuple[Relation, Sequence[Candidate]]]

DEFINED = Relation("概念与定义", "概念", "定义", LONGEST_DEFINITION, nested=True, sure=0.86)
GLOSSED = Relation(
    "名称与说明", "名称", "说明", LONGEST_DEFINITION, nested=True, reach="section", sure=0.86
)
ROLES = Relation("概念与地位（作用）", "概念", "地位（作用）", sure=0.82)
HALLMARKS = Relation("对象与标志", "对象", "标志（驱动力）", nested=True, sure=0.82)
FEATURES = Relation("对象与特点", "对象", "特点", sure=0.78)
PURPOSES = Relation("对象与重点（作用）", "对象", "重点（作用）", choosy=True, sure=0.78)
CLASSES = Relation("名称与内容", "名称", "文中所指的内容", sure=0.78)
VIEWS = Relation("学说与主张", "学说（人物）", "主张", LONGEST_DEFINITION, sure=0.82)
ALIASES = Relation("名称与别称", "名称", "别称（全称）", sure=0.8)

_ORDINAL = pattern("^第[二三四五六七八九]次(?P<what>.+)$")


def sets(document: Document, findings: Findings, places: Places, language: Language) -> Sets:
    """The candidates of every kind, in the order of the text."""
    kinds = _Kinds(document, places, language)
    found = [
        one
        for one in sorted(findings.definitions, key=lambda one: (one.term, one.definiens))
        if not places.doubtful(one.term) and not places.doubtful(one.definiens)
    ]
    by_kind: dict[str, list[Definition]] = {}
    for one in found:
        if one.type == "aim" or is_headword(document.slice(one.term), language):
            by_kind.setdefault(kinds.kind(one), []).append(one)
    yield DEFINED, [kinds.whole(one, DEFINED.limit) for one in by_kind.get("definition", ())]
    yield GLOSSED, [kinds.whole(one, GLOSSED.limit) for one in by_kind.get("gloss", ())]
    yield ROLES, [kinds.whole(one, ROLES.limit) for one in by_kind.get("role", ())]
    yield (
        HALLMARKS,
        _ordinals(kinds.whole(one, HALLMARKS.limit) for one in by_kind.get("hallmark", ())),
    )
    yield FEATURES, [kinds.whole(one, FEATURES.limit) for one in by_kind.get("feature", ())]
    yield ALIASES, [kinds.whole(one, ALIASES.limit) for one in by_kind.get("alias", ())]
    yield VIEWS, [kinds.whole(one, VIEWS.limit) for one in by_kind.get("view", ())]
    yield CLASSES, [kinds.named_after(one) for one in by_kind.get("class", ())]
    for alike in _of_one_class(document, by_kind.get("function", ())):
        yield PURPOSES, [kinds.measures(one) for one in alike]
    for relation, aims in _aims(document, by_kind.get("aim", ())):
        yield relation, [kinds.measures(one) for one in aims]


class _Kinds:
    """Candidates of definitions."""

    def __init__(self, document: Document, places: Places, language: Language) -> None:
        self.document = document
        self.places = places
        self.language = language

    def kind(self, found: Definition) -> str:
        """What a definition is asked as; nothing for one that is not asked in a set."""
        if found.type == "gloss":
            paragraph = self.places.paragraph(found.term.start)
            in_table = paragraph is not None and paragraph.kind == "table-row"
            headword = is_headword(self.document.slice(found.term), self.language)
            return "gloss" if headword and not in_table else ""
        if found.type in ("definition", "role"):
            if is_view(self.document, found):
                return "view"
            if is_role(self.document, found):
                return "role"
            meant = says_what_it_is(self.document, self.places, self.language, found)
            return "definition" if meant else ""
        return "" if found.type == "positioning" else found.type

    def whole(self, found: Definition, limit: int) -> Candidate:
        """The whole definiens, shortened in its middle if it is long."""
        texts = shortened(self.document.text, found.definiens, limit)
        return self._candidate(found, [Response(found.definiens, text) for text in texts])

    def measures(self, found: Definition) -> Candidate:
        """One clause of what is to be done."""
        spans = measures(self.document.text, found.definiens)
        return self._candidate(found, self._responses(spans))

    def named_after(self, found: Definition) -> Candidate:
        """What stands before 等“X”, or what is said of X next in the same sentence."""
        text = self.document.text
        spans = list(leading(text, _with_etc(text, found.definiens)))
        sentence = self.places.sentence(found.term.start)
        if sentence:
            behind = clause_spans(text, Span(found.term.end, sentence.span.end))
            if behind and "“" not in text[slice(*behind[0])]:
                spans.append(behind[0])
        return self._candidate(found, self._responses(spans))

    def _responses(self, spans: Iterable[Span]) -> list[Response]:
        return [Response(span, self.document.slice(span)) for span in spans]

    def _candidate(self, found: Definition, responses: Sequence[Response]) -> Candidate:
        return Candidate(
            found.term,
            self.document.slice(found.term),
            tuple(responses),
            found.rule,
            *self.places.theme(found.term.start),
        )


def _with_etc(text: str, listed: Span) -> Span:
    """The list with its 等: 在乡镇设立的站点、货架等 says that there is more."""
    return Span(listed.start, listed.end + text.startswith("等", listed.end))


def _ordinals(candidates: Iterable[Candidate]) -> list[Candidate]:
    """第二次X, 第三次X and a bare X: the bare one is the first, and is printed as 〔第一次〕X."""
    found = list(candidates)
    numbered = {
        mark["what"] for candidate in found if (mark := _ORDINAL.match(candidate.text)) is not None
    }
    return [
        replace(one, text=f"〔第一次〕{one.text}") if one.text in numbered else one for one in found
    ]


def _of_one_class(document: Document, found: Sequence[Definition]) -> Iterator[list[Definition]]:
    """The definitions whose terms are of one class, by their last character: …带, …区."""
    classes: dict[str, list[Definition]] = {}
    for one in found:
        classes.setdefault(document.slice(one.term)[-1], []).append(one)
    yield from (alike for alike in classes.values() if len(alike) >= FEWEST)


def _aims(
    document: Document, found: Sequence[Definition]
) -> Iterator[tuple[Relation, list[Definition]]]:
    """Aims by the words that bind them to their measures: 打造……, 就是要……."""
    groups: dict[tuple[str, str], list[Definition]] = {}
    for one in found:
        verb = document.text[max(0, one.term.start - 2) : one.term.start]
        cue = document.slice(one.cue) if one.cue else ""
        if "、" not in document.slice(one.term):
            groups.setdefault((verb if verb.isalpha() else "", cue), []).append(one)
    for (verb, cue), alike in groups.items():
        if len(alike) >= FEWEST:
            yield (
                Relation(
                    "目标与举措",
                    f"{verb}……" if verb else "目标",
                    f"{cue}……" if cue else "举措",
                    choosy=True,
                    sure=0.84,
                ),
                alike,
            )
