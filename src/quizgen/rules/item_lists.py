"""The list that numbered or bulleted items make: their headlines, their lead, how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import clauses, cuts, headline, last_clause, promised, trimmed, words

_LONGEST_LEAD = 60
_CUE = pattern("下列|如下|以下|包括|分为|分為|组成|組成")
LEAD_CUE = pattern("下列|如下|以下|包括|分为|分為|组成|組成|[：:]$")


_FACTS = tuple(
    words(
        "时间 時間 地点 地點 人物 领导人 領導人 代表 背景 原因 结果 結果 影响 影響 "
        "意义 意義 性质 性質 标志 標誌 口号 口號 内容 內容 目的 定义 定義 概念 含义 "
        "含義 作用 优点 優點 缺点 缺點 特点 特點 评价 组成 組成 分类 分類 原理 应用 "
        "應用 举例 注 注意 说明 备注"
    )
)
"""What labels end in that each say one thing of a subject."""


def short_lead(text: str, sentence: Span) -> Span | None:
    """The clause that promises the list (三种), else the last one; the whole sentence of a law."""
    if "下列" in text[slice(*sentence)] and sentence.length <= _LONGEST_LEAD:
        return last_clause(text, sentence, _LONGEST_LEAD)
    parts = [p for p in clauses(text, sentence) if p.length >= 4]
    promising = [p for p in parts if promised(text, p) or _CUE.search(text, *p)]
    return last_clause(text, (promising or parts or [sentence])[-1], 40)


def to_list(
    rule: str, text: str, bodies: Sequence[Span], lead: Span | None, numbered: bool
) -> Enumeration | None:
    """The list of items whose bodies are given; none if they are questions or facts."""
    if any(
        body.length < 1
        or text[min(body.end, len(text) - 1)] == "？"
        or "？" in text[body.start : body.end]
        for body in bodies
    ):
        return None
    colons = [
        next(iter(cuts(text, body.start, min(body.end, body.start + 24), "：:")), -1)
        for body in bodies
    ]
    labelled = sum(colon > body.start for colon, body in zip(colons, bodies, strict=True))
    promises = lead is not None and (promised(text, lead) or LEAD_CUE.search(text, *lead))
    if not promises and _is_fact_sheet(text, bodies, colons):
        return None
    if labelled == len(bodies):
        members = [trimmed(text, Span(b.start, c)) for b, c in zip(bodies, colons, strict=True)]
    else:
        members = [headline(text, b.start, b.end, 60) for b in bodies]
    members = [_unmarked(text, m) for m in members]
    if any(not 1 <= m.length <= 120 for m in members):
        return None
    if len({text[m.start : m.end] for m in members}) < len(members):
        return None
    short = promised(text, lead) > len(members)
    sure = 0.93 if lead is not None and numbered else 0.88
    score = sure if len(members) > 2 else 0.66
    return Enumeration(
        rule=rule,
        members=tuple(members),
        lead=lead,
        ordered=numbered,
        complete=not short,
        score=0.4 if short else score,
    )


def _is_fact_sheet(text: str, bodies: Sequence[Span], colons: Sequence[int]) -> bool:
    """Whether the items say one thing each of their subject (时间：…, 口号：…) and are no list."""
    labels = [
        text[b.start : c if c > b.start else b.end].strip(" *“”")
        for b, c in zip(bodies, colons, strict=True)
    ]
    facts = [label for label in labels if len(label) <= 8 and label.endswith(_FACTS)]
    return len(facts) * 2 >= len(labels) or any(label in _FACTS for label in facts)


def _unmarked(text: str, span: Span) -> Span:
    """Without the ** of markdown around it."""
    return trimmed(text, span, "* \t\u3000；;。，,、")
