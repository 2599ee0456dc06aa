"""Lists whose members are told off: 一是…二是…, 第一，…第二，…, 首先…其次…最后…, 一方面…另一方面….

The plainest lists there are, within a paragraph or over several. A chain begins with the first
marker and each next one continues it; 首先 may be continued by 第二 and closed by 最后 or 此外.
A chain that does not begin with the first (三是 after a tear in the text) is reported as
incomplete, so that nobody shows it as a whole.

Left out on purpose: markers within quotes (speech, narration), 首先 or 最后 alone, 特别是, 但是 and
whatever else ends in 是, markers in mid-clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizgen.model import Enumeration, Section, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import (
    cuts,
    heading_over,
    headline,
    last_clause,
    number,
    promised,
    shielded,
    trimmed,
)
from quizgen.rules.edges import kind

NAME = "enumeration_ordinal"

_N = "一二三四五六七八九十"
_MARK = pattern(
    rf"(?<![^\s。；;：:，,！？!?”」—）)])(?:"
    rf"(?P<shi>[{_N}]{{1,2}})(?:是|要(?![的求素点]))[，,：:]?"
    rf"|第(?P<di>[{_N}]{{1,2}})"
    r"(?:(?:个方面|個方面|个阶段|個階段|个|個|步|类|種|种|点|點|阶段|階段|层|層|方面)?(?:[，,、：:]|是(?!以))|(?:步|类|种|階段|阶段|轮|层)(?=\S))"
    rf"|其(?P<qi>[{_N}]{{1,2}})(?:[，,、：:]|是)"
    r"|(?P<word>首先|其次|再次|再者|然后|然後|接着|最后|最後|另外|此外)(?P<comma>[，,]|是)?"
    r"|(?P<side>一方面|另一方面|另方面)[，,]?"
    r")"
)
_LONGEST_GAP = 1500
_LONGEST_LEAD = 200
_EMPTY = ("", "，", "。", "；")
_SHORT = 30
_SPEECH = pattern("[我你他她]")


@dataclass(slots=True)
class _Chain:
    family: str
    first: int
    last: int
    starts: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    closed: bool = False


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every chain of ordinal markers, section by section."""
    for section in passage.article.sections:
        yield from sorted(_of_section(passage, section), key=lambda e: e.members[0].start)


def _of_section(passage: Passage, section: Section) -> Iterator[Enumeration]:
    text = passage.text
    done: list[_Chain] = []
    open_: dict[str, _Chain] = {}
    for paragraph in section.paragraphs:
        if paragraph.kind == "table-row":
            continue
        span = paragraph.span
        shields = None
        for mark in _MARK.finditer(text, *span):
            if shields is None:
                shields = shielded(text, *span)
            if any(a < mark.start() < b for a, b in shields):
                continue
            _take(mark, open_, done, span.end)
        for chain in open_.values():
            if chain.ends and chain.ends[-1] == -1:
                chain.ends[-1] = span.end
    done += open_.values()
    for chain in done:
        found = _to_list(passage, section, chain)
        if found:
            yield found


def _take(mark: re.Match[str], open_: dict[str, _Chain], done: list[_Chain], end: int) -> None:
    family, place = _read(mark, open_)
    if not family:
        return
    chain = open_.get(family)
    if (chain and place == 1) or (chain and mark.start() - chain.starts[-1] > _LONGEST_GAP):
        done.append(open_.pop(family))
        chain = None
    if chain is None:
        if place != 1 and not (family == "shi" and place > 1):
            return
        chain = open_[family] = _Chain(family, place, place - 1)
    if place == 0:
        place = chain.last + 1
    if place != chain.last + 1:
        return
    if chain.ends:
        chain.ends[-1] = min(chain.ends[-1], mark.start())
    chain.last = place
    chain.marks.append(mark.start())
    chain.starts.append(mark.end())
    chain.ends.append(end)
    if mark["word"] in ("最后", "最後", "另外", "此外"):
        done.append(open_.pop(family))


def _read(mark: re.Match[str], open_: dict[str, _Chain]) -> tuple[str, int]:
    """The family of a marker and its place in the chain; 0 is the next, whichever that is."""
    if mark["shi"]:
        return "shi", number(mark["shi"])
    if mark["qi"]:
        return "qi", number(mark["qi"])
    if mark["di"]:
        place = number(mark["di"])
        begun = open_.get("word")
        if begun and begun.last == place - 1 and "di" not in open_:
            return "word", place
        return "di", place
    if mark["side"]:
        return "side", 1 if mark["side"] == "一方面" else 2
    word: str = mark["word"]
    chain = open_.get("word")
    if word == "首先":
        return "word", 1
    if word == "其次":
        return "word", 2
    if word in ("最后", "最後", "另外", "此外", "再次", "再者"):
        if chain and chain.last >= 2:
            return "word", 0
        ordinal = open_.get("di")
        if ordinal and ordinal.last >= 2 and word in ("最后", "最後", "另外", "此外"):
            return "di", 0
        return "", 0
    # 然后 and 接着 tell a story as often as they list.
    if chain and mark.start() - chain.starts[-1] < 120 and mark["comma"]:
        return "word", 0
    return "", 0


def _to_list(passage: Passage, section: Section, chain: _Chain) -> Enumeration | None:
    text = passage.text
    members = tuple(
        _headline(passage, start, end) for start, end in zip(chain.starts, chain.ends, strict=True)
    )
    members = tuple(member for member in members if member.length > 1)
    if not members or (len(members) < 2 and chain.first == 1):
        return None
    if chain.first > 1 and len(members) + chain.first < 3:
        return None
    if any(_SPEECH.match(text, member.start) for member in members):
        return None
    if chain.family == "shi" and len(members) == 1 and members[0].length > 30:
        return None
    lead = _lead(passage, section, chain.marks[0]) if chain.first == 1 else None
    short = promised(text, lead) > len(members)
    complete = chain.first == 1 and not short
    return Enumeration(
        rule=NAME,
        members=members,
        lead=lead,
        ordered=True,
        complete=complete,
        score=_score(chain, len(members)) if complete else 0.4,
    )


def _headline(passage: Passage, start: int, end: int) -> Span:
    """The headline of a member, and what follows while there is no verb in it."""
    text = passage.text
    if text[start : start + 1] in _EMPTY:
        return Span(start, start)
    head = headline(text, start, end)
    end = min(end, start + 4 * _SHORT)
    stop = next(iter(cuts(text, head.start, end, "。；;！？!?\n")), end)
    for comma in [*cuts(text, head.end + 1, stop, "，,"), stop]:
        if head.length > _SHORT or any(
            kind(t) in "v*a" or t.tag == "vn" for t in passage.tokens(head)
        ):
            break
        head = trimmed(text, Span(head.start, comma))
    return head


def _score(chain: _Chain, count: int) -> float:
    if chain.family == "side":
        return 0.6
    if count == 2:
        return 0.72
    return 0.93 if chain.family != "word" else 0.88


def _lead(passage: Passage, section: Section, mark: int) -> Span | None:
    """The words before the first marker, the paragraph before it, or the heading."""
    text = passage.text
    place = bisect_right(section.paragraphs, mark, key=lambda p: p.span.start) - 1
    paragraph = section.paragraphs[place]
    which = bisect_right(paragraph.sentences, mark, key=lambda s: s.span.start) - 1
    sentence = paragraph.sentences[which].span if which >= 0 else None
    if sentence and mark > sentence.start + 2:
        return last_clause(text, Span(max(sentence.start, mark - _LONGEST_LEAD), mark))
    if mark <= paragraph.span.start + 2 and place:
        before = section.paragraphs[place - 1]
        whole = trimmed(text, before.span, " \t\u3000")
        if text[whole.end - 1] in "：:" and before.sentences:
            return last_clause(text, before.sentences[-1].span)
    elif which > 0:
        earlier = paragraph.sentences[which - 1].span
        if earlier.length <= 30 or (earlier.length <= _LONGEST_LEAD and promised(text, earlier)):
            return last_clause(text, earlier)
    return heading_over(passage, section)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="一是…二是…; 第一…第二…; 首先…其次…最后…",
    examples=(
        hit(
            "做好防汛工作，一是清理河道，二是加固堤坝，三是备足物资。",
            listed("清理河道", "加固堤坝", "备足物资", lead="做好防汛工作", ordered=True),
        ),
        hit(
            "合同无效的原因有三点：第一，主体不合格；第二，意思表示不真实；第三，内容违法。",
            listed(
                "主体不合格",
                "意思表示不真实",
                "内容违法",
                lead="合同无效的原因有三点",
                ordered=True,
            ),
        ),
        hit(
            "提取植物色素时，首先，研磨叶片；其次，过滤液体；最后，分离色素。",
            listed("研磨叶片", "过滤液体", "分离色素", lead="提取植物色素时", ordered=True),
        ),
        hit(
            "公司管理网络，首先，划分网段；第二，设置口令；此外，记录日志。",
            listed("划分网段", "设置口令", "记录日志", lead="公司管理网络", ordered=True),
        ),
        hit(
            "城市更新的难处，一方面，资金不足；另一方面，产权复杂。",
            listed("资金不足", "产权复杂", lead="城市更新的难处", ordered=True),
        ),
        hit(
            "續修縣志有兩個難處：其一，舊檔散失；其二，人手不足。",
            listed("舊檔散失", "人手不足", lead="續修縣志有兩個難處", ordered=True),
        ),
        hit(
            "三是补齐短板。各乡镇要把道路修到每个村口。",
            listed("补齐短板", ordered=True, complete=False),
        ),
        hit(
            "这个改革有四个方面：一是放权，二是减税，三是优化服务。",
            listed(
                "放权",
                "减税",
                "优化服务",
                lead="这个改革有四个方面",
                ordered=True,
                complete=False,
            ),
        ),
        hit(
            "蒸馏的步骤是：第一步，加热混合液；第二步，冷凝蒸气；第三步，收集馏分。",
            listed("加热混合液", "冷凝蒸气", "收集馏分", lead="蒸馏的步骤是", ordered=True),
        ),
        hit(
            "這項工程有三個好處：一是節水，二是防洪，三是發電。",
            listed("節水", "防洪", "發電", lead="這項工程有三個好處", ordered=True),
        ),
        hit(
            "细胞的分裂分为三个阶段。第一个阶段是染色体复制，用时最长。第二个阶段是染色体分离，用时较短。第三个阶段是细胞质分裂。",
            listed(
                "染色体复制，用时最长",
                "染色体分离，用时较短",
                "细胞质分裂",
                lead="细胞的分裂分为三个阶段",
                ordered=True,
            ),
        ),
        hit(
            "修好一条乡道难在哪里？其一，资金零散；其二，山体松软；其三，雨季太长。",
            listed("资金零散", "山体松软", "雨季太长", lead="修好一条乡道难在哪里", ordered=True),
        ),
        hit(
            "首先，检查电源。\n其次，接通网线。\n最后，重启主机。",
            listed("检查电源", "接通网线", "重启主机", ordered=True),
        ),
        hit(
            "基层医院要做三件事：一要配齐设备，二要留住医生，三要畅通转诊。",
            listed("配齐设备", "留住医生", "畅通转诊", lead="基层医院要做三件事", ordered=True),
        ),
        near_miss("山区的气温低，特别是夜里更冷，但是白天暖和。", "是 is part of 特别是, 但是"),
        near_miss("最后，他推开门走了出去。", "最后 alone"),
        near_miss("老人说：“第一，别出声；第二，别点灯。”", "speech"),
        near_miss("第一次世界大战发生在二十世纪初。", "a count of events, no marker"),
        near_miss("首先要感谢在座各位的支持。", "首先 alone"),
        near_miss("我们要下好全省一盘棋，第一时间处置险情。", "第一时间 is a word"),
        near_miss("一要紧的是别误了车。", "一要紧 is no 一要"),
        near_miss("老师说：“第一，交作业；第二，擦黑板。”", "speech"),
        near_miss("他第一个到校，第二个离开。", "places in a row of people"),
        near_miss("但是水位还在涨，于是大家转移到了高处。", "是 is part of 但是 and 于是"),
        near_miss("一方面的证据不足以定案。", "一方面 alone"),
        near_miss("第三产业的比重逐年上升，第二产业的比重下降。", "names of sectors"),
        near_miss("她首先想起的是母亲，其次才是自己。", "no markers at the head of clauses"),
    ),
)
