"""Lists to be recalled whole: those too long, or too far apart, for the blanks of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.items.identity import item_id
from quizgen.items.lists import counts
from quizgen.items.places import Places
from quizgen.items.stems import is_balanced
from quizgen.language import Language
from quizgen.model import Document, Enumeration, Findings, Item, Kind, ListRecall, Span

_FEWEST, _MOST = 3, 12
_LONGEST_MEMBER = 40
_LEAST_SURE = 0.72
_LONGEST_PROMPT = 70
_STEPS = re.compile("步|阶段|程序|顺序|依次|过程|时期")
_MARKER = re.compile("(?:一是|首先|第一|其一|一方面)[，,]?$")


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """An item for each complete list with a lead that tells what is asked."""
    del language
    places = Places(document)
    for found in findings.enumerations:
        item = _item(document, places, found)
        if item is not None:
            yield item


def _item(document: Document, places: Places, found: Enumeration) -> ListRecall | None:
    if not found.complete or found.score < _LEAST_SURE:
        return None
    count = len(found.members)
    if not _FEWEST <= count <= _MOST or any(m.length > _LONGEST_MEMBER for m in found.members):
        return None
    if any(places.doubtful(member) for member in found.members):
        return None
    texts = tuple(document.slice(member) for member in found.members)
    if not all(is_balanced(text) for text in texts):
        return None
    before = document.text[max(0, min(found.members).start - 24) : min(found.members).start]
    if all(len(text) <= 2 for text in texts) and not counts(before):
        return None
    prompt = _prompt(document, places, found)
    if not prompt or any(text in prompt for text in texts):
        return None
    first = min(found.members)
    title = places.article_title(first.start)
    notes = ["文中列举的"] if found.open_ended else []
    # Numbered articles and points are in some order, but nobody need know it by heart.
    matters = found.ordered and (found.rule != "enumeration_items" or bool(_STEPS.search(prompt)))
    notes.append("按顺序" if matters else "顺序不限")
    quote = _quote(document, places, found)
    return ListRecall(
        id=item_id(Kind.LIST_RECALL, title, *sorted(texts)),
        rule=found.rule,
        score=round(found.score * 0.95, 3),
        note="，".join(notes),
        hint=f"共{count}项；首字：{'、'.join(text[0] for text in texts)}",
        difficulty="难" if count > 5 else "中",
        provenance=places.provenance(first, quote),
        prompt=prompt,
        members=found.members,
        member_texts=texts,
        lead=found.lead,
        ordered=found.ordered,
        open_ended=found.open_ended,
    )


def _prompt(document: Document, places: Places, found: Enumeration) -> str:
    """The question: the sentence with a gap in place of the list, or the lead."""
    count = len(found.members)
    kinds = f"文中列举的{count}项" if found.open_ended else f"{count}项"
    first, last = min(found.members), max(found.members)
    sentence = places.sentence(first.start)
    if sentence and sentence.span.end >= last.end:
        text = document.text
        low = _clause_start(text, sentence.span.start, first.start)
        high = _clause_end(text, last.end, sentence.span.end)
        before, after = text[low : first.start], text[last.end : high]
        # A quotation mark that the list opened or closed goes with it.
        before, after = before.rstrip("“‘《"), after.lstrip("”’》")
        before = _MARKER.sub("", before)
        if len(before) + len(after) >= 4 and len(before) + len(after) <= _LONGEST_PROMPT:
            return f"{before}……{after}——请写出{kinds}。"
    if found.lead is None or found.lead.length < 3:
        return ""
    lead = document.slice(found.lead).strip("，：:、。 ")
    lead = _MARKER.sub("", lead).strip("，：:、。 ")
    if lead == places.heading(first.start) or lead == places.article_title(first.start):
        name = lead if "“" in lead else f"“{lead}”"
        return f"{name}部分列出了哪{count}项？"
    if lead.startswith("“") != ("”" in lead):
        lead = lead.strip("“”")
    return f"{lead}：请写出{kinds}。"


def _clause_start(text: str, low: int, at: int) -> int:
    """The start of the clause at `at`, or of one more where the clause is only a word or two."""
    start = max((text.rfind(sign, low, at) for sign in "，；："), default=-1) + 1
    start = max(start, low)
    if at - start < 6 and start > low:
        start = max((text.rfind(sign, low, start - 1) for sign in "，；："), default=-1) + 1
        start = max(start, low)
    return start


def _clause_end(text: str, at: int, high: int) -> int:
    ends = [text.find(sign, at, high) for sign in "，；。！？"]
    return min((end for end in ends if end >= 0), default=high)


def _quote(document: Document, places: Places, found: Enumeration) -> str:
    first, last = min(found.members), max(found.members)
    sentence = places.sentence(first.start)
    if sentence and sentence.span.end >= last.end:
        return document.slice(sentence.span)
    lead = f"{document.slice(found.lead)}：" if found.lead else ""
    return lead + "；".join(document.slice(Span(*member)) for member in found.members)
