"""Figures and dates: the one number of a sentence, a time limit of a law, the year of an event.

Of several numbers each could be computed from the others, or be mistaken for them: then none is
asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizgen.items.idea import Idea
from quizgen.model import Span
from quizgen.patterns import pattern

_UNITS = "%|％|万|亿|元|个|人|公里|千米|米|吨|年(?!代)|倍|岁|公顷|亩|平方公里|平方米|立方米|平方|立方|度|℃|日|天|小时|分钟|位|项|条|户|所|家|种|次|届|字节|比特"
_NUMBER = pattern(
    rf"(?<![0-9０-９.．\-第A-Za-z])(?P<n>[0-9０-９]+(?:[.．,][0-9０-９]+)*)(?=[多余]?\s*(?P<unit>[万亿]{{0,2}}(?:{_UNITS})))"
)
_LIMIT = pattern(
    r"(?P<n>[一二三四五六七八九十百千两零]{1,6}(?:个?工作日|日|天|个月|年|小时|分钟|周岁|万元|元|倍|公里|米|人))"
    r"(?=以?内(?![战部容外政])|以上|以下|以后|之内|的?罚款|的?有期徒刑)"
    r"|(?P<before>[一二三四五六七八九十百两]{1,4}(?:个?工作日|日|天|小时|分钟))(?=以?前)"
)
_BOUNDS = pattern(
    r"(?P<low>[一二三四五六七八九十百千两零0-9]{1,5}(?:万?元|年|日|个月))以上(?:不满)?"
    r"(?P<high>[一二三四五六七八九十百千两零0-9]{1,5}(?:万?元|年|日|个月))(?:以下)?"
)
_MOST = 3
_DATE = pattern(
    r"(?:^|(?<=[，；。\n于在到自从]))(?P<d>(?:公元)?前?[0-9０-９]{3,4}年(?:[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?)?)(?=[，,]|[^0-9０-９至到—\-～以起间底末初代来])"
)
_RECENT_DAY = pattern("2[0-9]{3}年[0-9]{1,2}月[0-9]")
"""The day of something new: no one knows yet whether it will be remembered."""
_SINCE = pattern("[多余]?年(?:多|余)?(?:来|以来|间|的(?:历程|实践|发展))")
"""How long ago something began: a round figure in passing."""
_LATER = pattern("[0-9０-９]{3,4}年")
_OF_SAYING = pattern(
    "指出|强调|会议|讲话|要求|提出要|座谈|考察|调研|印发|重要指示|贺信|举行|出席|会上|全会|提出|报告|[，。；][^，。；]*近日"
)


def amounts(text: str, sentence: Span) -> Iterator[Idea]:
    """The figure or the date that a sentence is worth asking for."""
    found = [
        m
        for m in _NUMBER.finditer(text, *sentence)
        if len(m["n"]) >= 2
        and not _SINCE.match(text, m.end())
        and not _is_of_date(text, m)
        and not _is_quoted(text, sentence, m.start())
    ]
    limits = list(_LIMIT.finditer(text, *sentence))
    if found and not limits and _is_one_a_part(text, found):
        keys = tuple(Span(*one.span("n")) for one in found)
        yield Idea(keys, "number", 0.6, "number", unit=found[0]["unit"])
    elif limits and not found and _is_one_a_part(text, limits):
        keys = tuple(Span(*one.span(one.lastgroup or "n")) for one in limits)
        yield Idea(keys, "number_limit", 0.62, "number")
    for bounds in _BOUNDS.finditer(text, *sentence):
        yield Idea(
            (Span(*bounds.span("low")), Span(*bounds.span("high"))), "number_bounds", 0.63, "number"
        )
    date = _DATE.search(text, *sentence)
    if date and _RECENT_DAY.match(date["d"]):
        date = None
    # The day of a speech or of a meeting is no knowledge, that of an event is.
    if (
        date
        and not _OF_SAYING.search(text, *sentence)
        and len(_LATER.findall(text, *sentence)) == 1
    ):
        yield Idea((Span(*date.span("d")),), "date", 0.56, "date")


def _is_one_a_part(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether each of at most three numbers stands in a part of its own, parted by ；."""
    return len(found) <= _MOST and all(
        text.find("；", one.end(), two.start()) >= 0 for one, two in pairwise(found)
    )


def _is_quoted(text: str, sentence: Span, at: int) -> bool:
    """Whether a place stands within quotation marks."""
    return text.rfind("“", sentence.start, at) > text.rfind("”", sentence.start, at)


def _is_of_date(text: str, number: re.Match[str]) -> bool:
    """Whether a number is the day or the year of a date: 3月28日, 前221年, 1840年."""
    if number["unit"] == "年":
        return len(number["n"]) >= 3 or text[number.start() - 1] == "前"
    return number["unit"] == "日" and text[number.start() - 1] in "月至到、—-～"
