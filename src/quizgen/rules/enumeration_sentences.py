"""Sentences of a paragraph built alike: 这是A。…这是B。…这是C。 and 打造A，就是要X。打造B，就是要Y.

Three sentences or more with the same frame, in one paragraph, whatever stands between them, argue
one point part by part. Of 这是X。 the member is X; of a measure with its explanation the whole
sentence; of sentences that follow each other and begin with the same verb, the headline.

Left out on purpose: frames with a person in them, questions, speech.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.language import LETTER
from quizgen.model import Enumeration, Section, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import clauses, heading_over, headline, trimmed
from quizgen.rules.predicates import opening

NAME = "enumeration_sentences"

_THIS = pattern(r"(?:这|這)(?:也|又|更|既)?是(?P<what>[^。！？“”\n]{6,40})。")
_AIM = pattern(rf"(?P<verb>{LETTER}{{2}})[^，。\n]{{2,30}}，就是要")
_US = pattern("我[们們](?=要|必须|必須|应当|應當|需要|将|將)")
_TAIL = 2
_SIGNS = "，。；：、“”（）①②- "
_MODAL = pattern("必须|必須|应当|應當|需要|要|须|須")
_PERSON = pattern("[我你他她咱您？！]")


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Frames that three sentences of a paragraph share."""
    for section in passage.article.sections:
        for paragraph in section.paragraphs:
            spans = [s.span for s in paragraph.sentences if not s.doubtful]
            if len(spans) >= 3 and not paragraph.incomplete:
                yield from _frames(passage, section, spans)


def _frames(passage: Passage, section: Section, spans: list[Span]) -> Iterator[Enumeration]:
    text = passage.text
    lead = heading_over(passage, section)
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
        if not (run and _same_frame(text, run[0], span)):
            run = []
            runs.append(run)
        run.append(span)
    if len(this) >= 3:
        yield Enumeration(NAME, tuple(this), lead=lead, score=0.82)
    for group in aims.values():
        if len(group) >= 3:
            yield Enumeration(NAME, tuple(group), lead=lead, score=0.7)
    for run in runs:
        if len(run) < 3 or text[run[0].start] in _SIGNS:
            continue
        run = [_without_us(text, span) for span in run]
        if any(_AIM.match(text, *span) or _PERSON.search(text, *span) for span in run):
            continue
        firsts = [_first_clause(text, s) for s in run]
        if any(
            opening(passage.tokens(s), f) == "subject" for s, f in zip(run, firsts, strict=True)
        ):
            continue
        if any("是" in text[f.start : f.end] or "要" in text[f.start + 1 : f.end] for f in firsts):
            continue
        framed = _TAIL <= len(_shared_tail(text, firsts)) < min(f.length for f in firsts)
        members = tuple(
            _without_modal(text, f if framed else headline(text, s.start, s.end))
            for s, f in zip(run, firsts, strict=True)
        )
        yield Enumeration(NAME, members, lead=lead, score=0.74)


def _same_frame(text: str, one: Span, other: Span) -> bool:
    """Whether two sentences begin with the same two characters, or the first clauses of both begin
    with the same and end with the same two.
    """
    if text[one.start : one.start + 2] == text[other.start : other.start + 2]:
        return True
    if text[one.start] != text[other.start]:
        return False
    firsts = [_first_clause(text, one), _first_clause(text, other)]
    return len(_shared_tail(text, firsts)) >= _TAIL


def _first_clause(text: str, sentence: Span) -> Span:
    return next(iter(clauses(text, sentence)), Span(sentence.start, sentence.start))


def _shared_tail(text: str, spans: Sequence[Span]) -> str:
    """What all spans end with."""
    size = 0
    while all(size < s.length for s in spans) and (
        len({text[s.end - size - 1] for s in spans}) == 1
    ):
        size += 1
    return text[spans[0].end - size : spans[0].end]


def _without_us(text: str, span: Span) -> Span:
    us = _US.match(text, *span)
    return Span(us.end(), span.end) if us else span


def _without_modal(text: str, span: Span) -> Span:
    modal = _MODAL.match(text, *span)
    return Span(modal.end(), span.end) if modal and modal.end() < span.end else span


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
        hit(
            "要深入一线抓落实，问题在现场解决。要善用数据抓落实，进度在平台公开。要依靠群众抓落实，成效由百姓评判。",
            listed("深入一线抓落实", "善用数据抓落实", "依靠群众抓落实"),
        ),
        hit(
            "我们要坚持绿色发展，守住生态红线。我们要坚持共享发展，补齐民生短板。我们要坚持开放发展，扩大对外合作。",
            listed("坚持绿色发展", "坚持共享发展", "坚持开放发展"),
        ),
        near_miss("这是我第一次出海。这是我第二次登山。这是我第三次远行。", "a person's story"),
        near_miss("这是一条老街，人很多。这是一口古井，水很甜。", "two sentences"),
        near_miss("打造绿色港口，就是要减排。打造智慧港口，就是要提效。", "two sentences"),
        near_miss("我爱春天的花。我爱夏天的雨。我爱秋天的风。", "a person speaks"),
        near_miss(
            "科学家发现了新星。科学家公布了数据。科学家感谢了同行。", "subjects, no measures"
        ),
        near_miss("加强管理。效率提高了。加强培训。", "two sentences with the frame"),
    ),
)
