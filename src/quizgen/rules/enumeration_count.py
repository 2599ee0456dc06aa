"""Number abbreviations and what they stand for: “两廊三港”, “四库一中心”.

Official prose coins such names and spells them out elsewhere in the article. The names are looked
for at the beginning of sentences (打造X，就是要…; X以…为…): a part of the abbreviation is spelt out
when exactly as many different names end in its word. If that holds for each part the list is
whole; if it holds for one part of three or more only, the lead is that part and the list is marked
incomplete.

Left out on purpose: abbreviations that the text does not spell out (nothing is ever invented),
fixed names (“十四五”), figures of speech (一盘棋).
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language import LETTER
from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import number

NAME = "enumeration_count"

_N = "一二三四五六七八九十两兩"
_NAME = pattern(rf"[“「]((?:[{_N}]{LETTER}{{1,3}}?){{2,5}})[”」]")
_PART = pattern(rf"([{_N}])({LETTER}{{1,3}}?)(?=[{_N}]|$)")
_TERM = pattern(
    rf"(?:打造|建设|建設|构建|建成|推进)?(?P<name>{LETTER}{{3,30}}?)，(?:就是要?|是指|即)"
)
_SUBJECT = pattern(
    rf"(?P<name>{LETTER}{{3,18}}?)"
    r"(?:以(?!及)|借助|依托|依靠|将|把|要|是|为|由|覆盖|连接|承担|重点|主要|位于|通过|围绕|发挥|负责)"
)


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every abbreviation that the article spells out, at its first place."""
    text = passage.text
    seen: set[str] = set()
    names: list[Span] | None = None
    for found in _NAME.finditer(text, *passage.span):
        if found[1] in seen:
            continue
        seen.add(found[1])
        parts = [
            (number(m[1]), m[2], Span(found.start(1) + m.start(), found.start(1) + m.end()))
            for m in _PART.finditer(found[1])
        ]
        if names is None:
            names = list(_names(passage))
        spelt = [(part, _matching(text, names, part[0], part[1])) for part in parts]
        if all(members for _, members in spelt):
            members = sorted(member for _, group in spelt for member in group)
            if len(members) >= 3 and len(set(members)) == len(members):
                yield Enumeration(NAME, tuple(members), lead=Span(*found.span(1)), score=0.88)
            continue
        for (count, _, span), group in spelt:
            if group and count >= 3:
                yield Enumeration(NAME, tuple(group), lead=span, complete=False, score=0.5)


def _matching(text: str, names: list[Span], count: int, unit: str) -> list[Span]:
    """The names of a part, if there are exactly as many different ones as it says."""
    found: dict[str, Span] = {}
    for name in names:
        word = text[name.start : name.end]
        if word.endswith(unit) or (len(unit) == 1 and word[-2:-1] == unit):
            found.setdefault(word, name)
    return sorted(found.values()) if len(found) == count else []


def _names(passage: Passage) -> Iterator[Span]:
    """What sentences begin with: a name before a verb or before ，就是要."""
    text = passage.text
    for sentence in passage.sentences:
        if sentence.doubtful:
            continue
        found = _TERM.match(text, *sentence.span)
        if found:
            yield Span(*found.span("name"))
            continue
        subject = _SUBJECT.match(text, *sentence.span)
        if subject:
            yield Span(*subject.span("name"))


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="“两廊三港” and what they are",
    examples=(
        hit(
            "海湾新区提出“两廊一港”。北部生态廊以林地为主。南部生态廊以湿地为主。东海货运港以集装箱为主。",
            listed("北部生态廊", "南部生态廊", "东海货运港", lead="两廊一港"),
        ),
        hit(
            "县里建设“三园一中心”。茶叶园以绿茶为主。果品园以柑橘为主。花卉园以月季为主。游客很多。",
            listed("茶叶园", "果品园", "花卉园", lead="三园", complete=False),
        ),
        hit(
            "规划的骨架是“一湖两城”。打造云镜湖，就是要留住水。打造山前老城，就是要留住人。"
            "打造河口新城，就是要引来业。",
            listed("云镜湖", "山前老城", "河口新城", lead="一湖两城"),
        ),
        hit(
            "园区规划为“一带两园”。滨江景观带以步道为主。智能制造园以机器人为主。生物医药园以疫苗为主。",
            listed("滨江景观带", "智能制造园", "生物医药园", lead="一带两园"),
        ),
        near_miss("按照“四议两公开”的办法，村里定下了修路的事。", "not spelt out"),
        near_miss("全县要形成“一盘棋”的格局。", "a figure of speech"),
        near_miss("园区形成“两轴三区”。东轴以商业为主。西区以居住为主。", "too few names"),
        near_miss("“十四五”时期，全市新建了三座水厂。", "the name of a period"),
        near_miss("村里推行“五社联动”。社区很热闹。", "not spelt out"),
        near_miss("他做事“一心一意”，从不偷懒。", "a figure of speech"),
    ),
)
