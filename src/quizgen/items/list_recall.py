"""Lists to be recalled whole: those too long, or too far apart, for the blanks of one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.items.balance import is_balanced
from quizgen.items.headwords import is_label
from quizgen.items.identity import item_id
from quizgen.items.leaks import tells
from quizgen.items.lists import counted_after, counts, in_order, whole_members
from quizgen.items.notes import IN_ORDER, OPEN_ENDED, ORDER_FREE, why
from quizgen.items.places import Places
from quizgen.items.prompts import Prompts
from quizgen.language import Language
from quizgen.model import (
    Difficulty,
    Document,
    Enumeration,
    Findings,
    Item,
    Kind,
    ListRecall,
    Span,
)
from quizgen.patterns import pattern

_FEWEST, _MOST = 3, 12
_LONGEST_MEMBER = 40
_LONGEST_LIST, _LONGEST_CLAUSES = 180, 75
"""Characters of all members together: more cannot be said from memory; clauses of a sentence are
harder than points on lines of their own."""
_LEAST_SURE = 0.72
_SHORT = 12
"""A member of so many characters is known by a piece of it."""
_OF_CLAUSES = frozenset({"enumeration_clauses", "enumeration_measures"})
_HEADS, _LONGEST_HEADS = "enumeration_heads", 140
_LEANS = pattern("上述|这|此|其(?!他|它|余)")
_STEPS = pattern("步|阶段|程序|顺序|依次|过程|时期|先后|自[^，。]{1,4}[而至到]")
_EASY, _HARD = 3, 6


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """An item for each complete list with a question that stands alone."""
    composer = _Composer(document, findings, language)
    for found in findings.enumerations:
        item = composer.item(found)
        if item is not None:
            yield item


class _Composer:
    def __init__(self, document: Document, findings: Findings, language: Language) -> None:
        self.document = document
        self.language = language
        self.places = Places(document)
        self.prompts = Prompts(document, findings, self.places, language)

    def item(self, found: Enumeration) -> ListRecall | None:
        found = _without_copula(self.document.text, found)
        texts = tuple(self.document.slice(member) for member in found.members)
        if not self._can_be_recalled(found, texts):
            return None
        prompt = self.prompts.of(found)
        if not prompt or any(self._told(prompt, text, texts) for text in texts):
            return None
        first = min(found.members)
        title = self.places.article_title(first.start)
        before = self.document.text[max(0, first.start - 40) : first.start]
        # Numbered articles and points are in some order, but nobody need know it by heart.
        steps = bool(_STEPS.search(prompt)) or in_order(before)
        matters = steps or (found.ordered and found.rule != "enumeration_items")
        notes = [OPEN_ENDED] if found.open_ended else []
        notes.append(IN_ORDER if matters else ORDER_FREE)
        return ListRecall(
            id=item_id(Kind.LIST_RECALL, title, *sorted(texts)),
            rule=found.rule,
            score=round(found.score * 0.95, 3),
            note="，".join(notes),
            hint=f"共{len(texts)}项；首字：{'、'.join(text[0] for text in texts)}",
            why=why(f"列举（{len(texts)}项）", self.places.where(first.start)),
            difficulty=_difficulty(texts),
            provenance=self.places.provenance(first, self._quote(found)),
            prompt=prompt,
            members=found.members,
            member_texts=texts,
            lead=found.lead,
            ordered=found.ordered or steps,
            open_ended=found.open_ended,
        )

    def _can_be_recalled(self, found: Enumeration, texts: tuple[str, ...]) -> bool:
        """Whether a list is whole, sure, and short enough to be said from memory."""
        if not found.complete or found.score < _LEAST_SURE or not _FEWEST <= len(texts) <= _MOST:
            return False
        if any(len(text) > _LONGEST_MEMBER or not is_balanced(text) for text in texts):
            return False
        total = sum(map(len, texts))
        if found.rule == _HEADS and total > _LONGEST_HEADS:
            return False
        if total > (_LONGEST_CLAUSES if found.rule in _OF_CLAUSES else _LONGEST_LIST):
            return False
        first, last = min(found.members), max(found.members)
        if any(self.places.doubtful(member) for member in found.members):
            return False
        sentence = self.places.sentence(first.start)
        inside = sentence is not None and sentence.span.end >= last.end
        if inside and sentence and self.places.is_fragment(sentence.span):
            return False
        # 领导人：…, 口号：…: lines of a table of particulars.
        if any("：" in one or is_label(one) or _LEANS.match(one) for one in texts):
            return False
        text = self.document.text
        before = text[max(0, first.start - 24) : first.start]
        announced = counts(before) or counted_after(text[last.end : last.end + 6])
        if all(len(one) == 1 and one.isascii() for one in texts):
            # A, B, C: nothing to know.
            return False
        if all(len(one) <= 2 for one in texts) and not announced:
            return False
        return not inside or whole_members(
            text, found.members, self.language, open_ended=found.open_ended
        )

    def _told(self, prompt: str, member: str, members: tuple[str, ...]) -> bool:
        """Whether the prompt gives a member away; of a long one, only as a whole."""
        if len(member) > _SHORT:
            return member in prompt
        common = _common(members)
        if common and common in prompt:
            # 经营者合并 beside 经营者集中: what all members begin with tells none of them.
            members = tuple(one.removeprefix(common) for one in members)
            member = member.removeprefix(common)
        return bool(member) and tells(prompt, member, members, self.language)

    def _quote(self, found: Enumeration) -> str:
        first, last = min(found.members), max(found.members)
        sentence = self.places.sentence(first.start)
        if sentence and sentence.span.end >= last.end:
            return self.document.slice(sentence.span)
        lead = f"{self.document.slice(found.lead)}：" if found.lead else ""
        return lead + "；".join(self.document.slice(Span(*member)) for member in found.members)


def _common(members: tuple[str, ...]) -> str:
    """What all members begin with."""
    first, last = min(members), max(members)
    same = (at for at in range(len(first)) if first[at] != last[at : at + 1])
    return first[: next(same, len(first))]


def _without_copula(text: str, found: Enumeration) -> Enumeration:
    """第一步是X, 第二步是Y: the members without the 是 that all of them begin with."""
    if not all(
        text.startswith("是", member.start) and member.length > 2 for member in found.members
    ):
        return found
    return replace(found, members=tuple(Span(m.start + 1, m.end) for m in found.members))


def _difficulty(texts: tuple[str, ...]) -> Difficulty:
    total = sum(map(len, texts))
    if len(texts) >= _HARD or total > _LONGEST_CLAUSES:
        return "难"
    return "易" if len(texts) <= _EASY and total <= 4 * _SHORT else "中"
