"""Lists of whole clauses built alike: 推动A，推动B，推动C; 用A破除B，用C培育D; …；…；….

Three clauses or more in one sentence are a list if they begin with the same verb, or with the same
character and have the same length or end, or have the same parts of speech in the same order; and
three parts between ； if a lead ends in a colon, or if they begin alike.

Left out on purpose: clauses that share nothing but commas (narration), clauses that begin with a
pronoun or a person, questions, speech; two clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.language import Token
from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.bounds import strip
from quizgen.rules.clauses import asked_sentences, clauses, cuts, first_words, last_clause, trimmed
from quizgen.rules.edges import kind
from quizgen.rules.predicates import barred, opening, tells

NAME = "enumeration_clauses"

_SUBJECT = pattern("(?P<subject>[^，,要]{1,8}?)要(?![求素点件])")
_SPEAKING = pattern("[？！?!“”「」]|…")
_MARKED = pattern("[（(][一1]|①|[一1]是|首先|第一|其一|[？！?!]|我(?!们|們|国|國)|[你他她]")
_SHORTEST, _LONGEST = 4, 46
_LONGEST_LEAD = 30
_LONGEST_PART = 70
"""The longest part between two ；, in characters."""


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every run of three and more clauses built alike, sentence by sentence."""
    text = passage.text
    for sentence in asked_sentences(passage):
        if sentence.length < 14:
            continue
        if len(cuts(text, sentence.start, sentence.end, "；;")) >= 2:
            found = _by_semicolons(passage, sentence)
            if found:
                yield found
                continue
        if len(cuts(text, sentence.start, sentence.end, "，,；;")) >= 2:
            yield from _by_commas(passage, sentence)


def _by_semicolons(passage: Passage, sentence: Span) -> Enumeration | None:
    text = passage.text
    start, lead = sentence.start, None
    parts = clauses(text, sentence, "；;。")
    if len(parts) < 3:
        return None
    colon = cuts(text, parts[0].start, parts[0].end, "：:")
    if colon:
        start = colon[0] + 1
        lead = last_clause(text, Span(parts[0].start, colon[0]))
        parts[0] = trimmed(text, Span(start, parts[0].end))
    parts = [s for p in parts if (s := strip(text, *p))]
    heads = {text[p.start : p.start + 2] for p in parts[1:]}
    begin = text.find(min(heads), parts[0].start + 2, parts[0].end) if len(heads) == 1 else -1
    if lead is None and begin > 0 and begin - parts[0].start <= _LONGEST_LEAD:
        lead = last_clause(text, Span(parts[0].start, begin))
        parts[0] = Span(begin, parts[0].end)
    if any(not 3 <= part.length <= _LONGEST_PART for part in parts):
        return None
    if _MARKED.search(text, *sentence):
        return None
    alike = len({text[p.start] for p in parts}) == 1
    sizes = sorted(p.length for p in parts)
    if not alike and sizes[-1] > (4 if lead else 1.4) * sizes[0]:
        return None
    if not alike and lead is None:
        tokens = passage.tokens(sentence)
        shapes = {tuple(kind(t) for t in first_words(tokens, p)[:2]) for p in parts}
        if len(shapes) > 1 or tells(tokens, sentence):
            return None
    return Enumeration(
        rule=NAME, members=tuple(parts), lead=lead, score=0.85 if lead and alike else 0.72
    )


def _by_commas(passage: Passage, sentence: Span) -> Iterator[Enumeration]:
    text = passage.text
    parts = clauses(text, sentence, "，,；;。：:")
    stop = next((k for k, p in enumerate(parts) if k and barred(text, p)), len(parts))
    parts = parts[:stop]
    if len(parts) < 3:
        return
    tokens = passage.tokens(sentence)
    runs = list(_same_head(text, parts, tokens)) or list(_alike(text, parts, tokens))
    yield from runs or _parallel(text, parts, tokens)


def _runs(parts: Sequence[Span], goes_on: Callable[[Span, Span], bool]) -> Iterator[list[Span]]:
    """Runs of two clauses and more, each of which goes on the one before."""
    run: list[Span] = []
    for part in parts:
        if run and goes_on(run[-1], part):
            run.append(part)
            continue
        if len(run) >= 2:
            yield run
        run = [part]
    if len(run) >= 2:
        yield run


def _same_head(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Iterator[Enumeration]:
    """推动A，推动B，推动C."""

    def goes_on(one: Span, other: Span) -> bool:
        same = text[one.start : one.start + 2] == text[other.start : other.start + 2]
        return same and text[one.start] not in "（(①-" and _SHORTEST <= other.length <= _LONGEST

    for run in _runs(parts, goes_on):
        if opening(tokens, run[0]) != "subject" and not _is_told(text, run, tokens):
            members, lead = _with_first(text, run, parts, tokens)
            if len(members) >= 3:
                yield Enumeration(rule=NAME, members=members, lead=lead, score=0.84)


def _alike(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Iterator[Enumeration]:
    """用A破除B，用C培育D，用E拓宽F: the same first character, the same length or end."""
    whole, parts = parts, [_without_subject(text, part) for part in parts]

    def goes_on(one: Span, other: Span) -> bool:
        return (
            text[one.start] == text[other.start]
            and text[one.start] not in "（(①-"
            and (one.length == other.length or text[one.end - 1] == text[other.end - 1])
            and 4 <= other.length <= 24
        )

    for run in _runs(parts, goes_on):
        if barred(text, run[0]) or _is_told(text, run, tokens):
            continue
        if max(m.length for m in run) - min(m.length for m in run) > 4:
            continue
        members, lead = _with_first(text, run, parts, tokens)
        if run[0] == parts[0]:
            lead = _before(text, Span(whole[0].start, run[0].start))
        if len(members) >= 3:
            yield Enumeration(rule=NAME, members=members, lead=lead, score=0.8)


def _parallel(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Iterator[Enumeration]:
    """打破行业壁垒，畅通流动渠道，稳定市场预期: a verb of two characters and its object each."""
    shapes = {part: [kind(t) for t in first_words(tokens, part)] for part in parts}

    def goes_on(one: Span, other: Span) -> bool:
        return abs(one.length - other.length) <= 2 and is_measure(one) and is_measure(other)

    def is_measure(part: Span) -> bool:
        words = first_words(tokens, part)
        return (
            6 <= part.length <= 16
            and len(words) > 1
            and opening(tokens, part) != "subject"
            and len(words[0].word) == 2
            and set(shapes[part]) <= set("nabf*vd")
            and shapes[part][0] in "vad"
            and shapes[part][-1] in "n*v"
        )

    for run in _runs(parts, goes_on):
        if (
            len(run) < 3
            or _is_told(text, run, tokens)
            or max(m.length for m in run) - min(m.length for m in run) > 3
        ):
            continue
        at = parts.index(run[0])
        # A verb on either side: the list is longer than what is alike in it.
        around = [*parts[max(0, at - 1) : at], *parts[at + len(run) : at + len(run) + 1]]
        if all(opening(tokens, part) == "subject" for part in around):
            _, lead = _with_first(text, run, parts, tokens)
            yield Enumeration(rule=NAME, members=tuple(run), lead=lead, score=0.7)


def _with_first(
    text: str, run: Sequence[Span], parts: Sequence[Span], tokens: Sequence[Token]
) -> tuple[tuple[Span, ...], Span | None]:
    """The run, with the end of the clause before if that is alike, and the lead."""
    at = parts.index(run[0])
    if not at:
        return tuple(run), None
    before = parts[at - 1]
    usual = max(m.length for m in run)
    begin = text.find(text[run[0].start], max(before.start + 2, before.end - usual - 2), before.end)
    size = before.end - begin
    like_run = min(m.length for m in run) - 1 <= size and text[begin - 1] != "的"
    same = text[begin : begin + 2] == text[run[0].start : run[0].start + 2]
    if begin > 0 and like_run and (same or (len(run) > 1 and size in {m.length for m in run})):
        return (Span(begin, before.end), *run), last_clause(text, Span(before.start, begin))
    subject = next((p for p in reversed(parts[:at]) if opening(tokens, p) == "subject"), None)
    return tuple(run), last_clause(text, subject) if subject else None


def _is_told(text: str, run: Sequence[Span], tokens: Sequence[Token]) -> bool:
    whole = Span(run[0].start, run[-1].end)
    return _SPEAKING.search(text, *whole) is not None or tells(tokens, whole)


def _without_subject(text: str, part: Span) -> Span:
    """干部要用A: without the subject and 要."""
    cue = _SUBJECT.match(text, *part)
    return Span(cue.end(), part.end) if cue and cue.end() < part.end else part


def _before(text: str, span: Span) -> Span | None:
    """The subject before 要."""
    subject = trimmed(text, span)
    if subject.length > 1 and text[subject.end - 1] == "要":
        subject = Span(subject.start, subject.end - 1)
    return subject if subject.length > 1 else None


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="推动A，推动B，推动C; …；…；…",
    examples=(
        hit(
            "干部要用脚步丈量民情，用耳朵倾听民声，用双手化解民忧。",
            listed("用脚步丈量民情", "用耳朵倾听民声", "用双手化解民忧", lead="干部"),
        ),
        hit(
            "法律的作用有：指引人们的行为；指明行为的后果；指导裁判的作出。",
            listed("指引人们的行为", "指明行为的后果", "指导裁判的作出", lead="法律的作用有"),
        ),
        hit(
            "国家公园坚持保护第一，坚持全民公益，坚持世代传承。",
            listed("坚持保护第一", "坚持全民公益", "坚持世代传承", lead="国家公园"),
        ),
        hit(
            "这家企业以质量求生存，以创新求发展，以诚信求市场。",
            listed("以质量求生存", "以创新求发展", "以诚信求市场", lead="这家企业"),
        ),
        hit(
            "合同的内容包括：当事人的名称；标的和数量；价款和期限。",
            listed("当事人的名称", "标的和数量", "价款和期限", lead="合同的内容包括"),
        ),
        hit(
            "社區營造重在改善居住環境，改善交通條件，改善鄰里關係。",
            listed("改善居住環境", "改善交通條件", "改善鄰里關係", lead="社區營造重在"),
        ),
        hit(
            "方案提出了配套办法，降低准入门槛，简化审批流程，缩短办理时限。",
            listed("降低准入门槛", "简化审批流程", "缩短办理时限", lead="方案提出了配套办法"),
        ),
        hit(
            "五年来，我们坚持稳中求进，经济总量再上台阶；坚持创新驱动，科技实力明显增强；坚持生态优先，环境质量持续改善。",
            listed(
                "坚持稳中求进，经济总量再上台阶",
                "坚持创新驱动，科技实力明显增强",
                "坚持生态优先，环境质量持续改善",
                lead="五年来，我们",
            ),
        ),
        near_miss("他推开门，走进屋，放下了行李。", "narration"),
        near_miss("雨停了，天晴了，孩子们跑了出来。", "narration"),
        near_miss("加强管理，提高效率。", "two clauses"),
        near_miss("他拿起笔，铺开纸，写下了第一行字。", "narration"),
        near_miss("风很大，雨很急，路很滑。", "no verbs and a lead of none"),
        near_miss("你要相信自己，要相信朋友，要相信明天。", "advice to a person"),
        near_miss("加强值班，加强巡查。", "two clauses"),
        near_miss("如果发现漏气，如果闻到异味，如果听到响声，应当立即撤离。", "conditions"),
        near_miss("“快跑！快喊人！快报警！”他边跑边喊。", "speech"),
        near_miss("孩子们唱着歌，唱着歌，唱着歌走远了。", "a story"),
    ),
)
