"""Sentences of a paragraph built alike: 这是A。…这是B。…这是C。 and 打造A，就是要X。打造B，就是要Y.

Three sentences or more with the same frame, in one paragraph, whatever stands between them, argue
one point part by part. Of 这是X。 the member is X; of a measure with its explanation the whole
sentence; of sentences that follow each other and begin with the same verb, the headline.

Left out on purpose: frames with a person in them, questions, speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.language import HAN
from quizgen.model import Enumeration, Section, Span
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import headline, trimmed, words

NAME = "enumeration_sentences"

_THIS = re.compile(r"(?:这|這)(?:也|又|更|既)?是(?P<what>[^。！？“”\n]{6,40})。")
_AIM = re.compile(rf"(?P<verb>[{HAN}]{{2}})[^，。\n]{{2,30}}，就是要")
_VERBS = words(
    "坚持 堅持 加强 加強 推动 推動 推进 推進 完善 提升 健全 深化 强化 強化 优化 優化 必须 必須"
)
_PERSON = re.compile("[我你他她咱您？！]")


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Frames that three sentences of a paragraph share."""
    for section in passage.article.sections:
        for paragraph in section.paragraphs:
            spans = [s.span for s in paragraph.sentences if not s.doubtful]
            if len(spans) >= 3 and not paragraph.incomplete:
                yield from _frames(passage, section, spans)


def _frames(passage: Passage, section: Section, spans: list[Span]) -> Iterator[Enumeration]:
    text = passage.text
    lead = section.heading or passage.article.title
    this: list[Span] = []
    aims: dict[str, list[Span]] = {}
    run: list[Span] = []
    runs: list[list[Span]] = [run]
    for span in spans:
        found = _THIS.fullmatch(text, *span)
        if found and not _PERSON.search(found["what"]):
            this.append(Span(*found.span("what")))
        aim = _AIM.match(text, *span)
        if aim:
            aims.setdefault(aim["verb"], []).append(trimmed(text, span))
        same = run and text[span.start : span.start + 2] == text[run[0].start : run[0].start + 2]
        if not same:
            run = []
            runs.append(run)
        run.append(span)
    if len(this) >= 3:
        yield Enumeration(NAME, tuple(this), lead=lead, score=0.82)
    for group in aims.values():
        if len(group) >= 3:
            yield Enumeration(NAME, tuple(group), lead=lead, score=0.7)
    for run in runs:
        word = text[run[0].start : run[0].start + 2] if run else ""
        if len(run) < 3 or word not in _VERBS or any(_AIM.match(text, *s) for s in run):
            continue
        members = tuple(headline(text, s.start, s.end) for s in run)
        yield Enumeration(NAME, members, lead=lead, score=0.74)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="这是…。 three times; 打造X，就是要… three times",
    examples=(
        hit(
            "这是保护水源的必要之举。水质逐年好转。这是改善民生的务实之举。百姓受益。"
            "这是着眼长远的战略之举。",
            listed("保护水源的必要之举", "改善民生的务实之举", "着眼长远的战略之举"),
        ),
        hit(
            "打造绿色港口，就是要减排。打造智慧港口，就是要提效。打造平安港口，就是要防险。",
            listed(
                "打造绿色港口，就是要减排", "打造智慧港口，就是要提效", "打造平安港口，就是要防险"
            ),
        ),
        hit(
            "坚持依法治水。坚持科学治水。坚持全民治水。",
            listed("坚持依法治水", "坚持科学治水", "坚持全民治水"),
        ),
        near_miss("这是我第一次出海。这是我第二次登山。这是我第三次远行。", "a person's story"),
        near_miss("这是一条老街，人很多。这是一口古井，水很甜。", "two sentences"),
        near_miss("打造绿色港口，就是要减排。打造智慧港口，就是要提效。", "two sentences"),
    ),
)
