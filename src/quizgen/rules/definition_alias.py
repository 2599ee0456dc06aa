"""Y称为X / 叫做X / 简称X: the term comes after what it means.

Common in biology, mathematics and the articles of laws. What is named stands in the same clause,
or in the clauses before it when 这种现象, 这个过程 or nothing at all points back.
Left out: names of persons and pet names in stories, and praise (被称为传奇).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.language import LETTER
from quizgen.model import Definition, DefinitionType, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import asked, clause_end, clause_start, good_term, skip_lead, strip
from quizgen.rules.subjects import topic

_NAMED = pattern(
    r"(?:(?:常|通常|一般|统|統)?(?:被|就|均|都|也|则)?(?:人们)?(?:共同)?"
    r"(?:史称|史稱|合称|称之为|稱之為|称其为|稱其為|称为|稱為|叫做|叫作|称作|稱作|统称为?|統稱為?|合称为?|总称为?|名为)"
    r"|(?<=[^，。；]的)(?:叫|称)(?=[^，。；：“”的了着]{2,12}[，。；\n])"
    r"|(?<=[”，,])说的(?:就|正)?是(?=[^，。；]{2,14}[。；，])"
    r"|(?<=[^\W\d_A-Za-z]{2})叫(?=[^，。；：“”的了着做作人他她你我喊苦好]{2,12}[，。；\n]))"
)
_SHORT = pattern(
    r"[，,（(]\s*(?:以下|下称|下同)?[，,]?(?:简称|簡稱|又称|又稱|也称|亦称|俗称|下称|别称|又叫|也叫)(?:为|為|作)?[:：]?\s*"
)
_PLAIN_SHORT = pattern(r"(?<=[^，,。；：（(被以下可能一般])简称(?:为|作)?(?=[^，。的])")
_POINTS_BACK = pattern(
    r"(?:[，,]\s*)?(?:则|那么|就|[这這该此]{1,2}[一种種个個类些]{0,2}[^\W\d_A-Za-z]{0,8}|人们把[它其]|我们把[它其]|[^\W\d_A-Za-z]{0,8}[把将將](?:[这這该此][一种種个類类些]?[^\W\d_A-Za-z]{0,6}|[它其])|因此|故|所以|因而|[它其])$"
)
_BA = pattern(r"(?:人们|我们|通常|一般|生物学上|数学上|常|習慣上)*[把将將](?!它|其|这)")
_PASSIVE = pattern(
    r"(?:被[^，。]{0,6}|[后後]?又|也|在[^，。的]{2,6}上又?|(?:这|那|它|其)种?[^，。]{0,6})$"
)
_LOOSE = pattern(
    r"[了着过和与及尤并为是的]$|有一[条种个座]$|[并或]$|^(?:与|和|即|尤其|标志着|意为|意思|此|它们|这)|[（(][^）)]*$|[我你他她]"
)
_JOINED = pattern(r"并(?![联列行])|以及|需|从而|而且|且|使|使得|由此")
_THING = pattern(
    r"(?:这|這|该|此|那)(?:一|[0-9一二三四五六七八九十]{0,2})?(?:座|条|條|位|块|塊|幅|尊|棵|口|首|支|艘|家|处|處)[^\W\d_A-Za-z]{0,6}$"
    r"|(?:这|這|该|此|那)(?:个|個|一|种|種)?(?:人|河|江|山|岛|堰|桥|橋|城|寺|庙|村|镇|地|湖|泉|树|花|鸟|书|诗|歌|曲|剧|日|年|天)$"
)
_FOUND_OUT = pattern(
    r"(?:[^。；]{0,70}[，,])?[^，。；了]{0,8}(?:探明|发现|提出|证明|揭示|形成|产生|出现|建立|得到|发明|创立)了(?=[^，。；]*的)"
    r"|像[^，。；]{1,16}(?:这样|那样)(?:的|[，,])"
)
_OF_THE_SAME = pattern("[^的，]{2,24}的$")
_IS = pattern("(?P<subject>[^，。；：是]{2,14})(?:就)?是(?!指)")
_IF = pattern("(?:如果|若|假如)")
_REASON = pattern("(?:因(?![素果子数为此])|由于|所以|故而)[^，。]*$")
_WHO = pattern(LETTER + "{2,10}")
_ANY = pattern("凡是?|所有(?=[^，]{2,}的)|一切(?=[^，]{2,}的)")
_INLINE = pattern(
    r"(?<=[\u4e00-\u9fff）)”》]{2})(?:又称|又稱|也称|亦称|俗称|别称|又叫|又名|全称|全名)(?:为|為|作|是)?[:：]?\s*(?=[^，。的])"
)
_LED_BY = pattern("(?:根据|依据|按照|依照|对于?|由|经|为了|向|与|关于|自|从|适用于?)(?=[^，。]{3})")
_FORMER = pattern("(?:改|原本?|最初|曾|现|后来?|一度|又|取|起初|本)$")
_ONE = pattern("^[0-9年月日]+$|[一两这那][架个艘种部座款本首位名项条支台幅家]$|改$")
_FOUNDED = pattern("(?:设立|成立|组建|改编为|改称|改名为|改为|隶属于?|又?叫做?)")
_STORY = pattern(r"[你他她您]|我(?![们們国國])|爱称|小名|绰号|外号|先生|姑娘|美誉|誉为")

_REACH, _AHEAD = 240, 60


def detect(passage: Passage) -> Iterator[Definition]:
    """Take the words after the cue as the term."""
    text = passage.text
    for sentence in asked(passage):
        low, high = sentence.span
        if not any(text.find(c, low, high) >= 0 for c in "称稱叫名"):
            continue
        if _STORY.search(text, low, high):
            continue
        for cue in _NAMED.finditer(text, low, high):
            found = _told(passage, _near(sentence.span, cue), cue)
            if found:
                yield found
        for cue in _SHORT.finditer(text, low, high):
            yield from _shortened(passage, _near(sentence.span, cue), cue)
        for frame in (_PLAIN_SHORT, _INLINE):
            for cue in frame.finditer(text, low, high):
                yield from _plain_short(passage, _near(sentence.span, cue), cue)


def _near(sentence: Span, cue: re.Match[str]) -> Span:
    """The part of a sentence that a cue can reach: a meaning is no longer than that."""
    return Span(max(sentence.start, cue.start() - _REACH), min(sentence.end, cue.end() + _AHEAD))


def _told(passage: Passage, near: Span, cue: re.Match[str]) -> Definition | None:
    """Y称为X."""
    text = passage.text
    term = _after(text, cue.end(), near.end)
    meant = _meant(text, near.start, cue) if term else None
    if term is None or meant is None or term.overlaps(meant.span):
        return None
    definiens = meant.span
    said = text[definiens.start : definiens.end]
    if _ONE.search(said) or _REASON.search(said) or (meant.passive and said.endswith("的")):
        return None
    last = said.rpartition("，")[2]
    told = meant.pointed or meant.alone or ("的" in last and len(said) >= 4)
    if not told and not _is_noun(passage, definiens):
        return None
    score = 0.85 if told and definiens.length >= 8 else 0.6
    if meant.alone and not meant.pointed:
        if _IF.search(text, *definiens):
            return None
        score = score if "的" in last else 0.66
    kind: DefinitionType = "definition" if told else "alias"
    return Definition(NAME, term, definiens, kind, Span(*cue.span()), score)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is named, and how the sentence leads to it."""

    span: Span
    pointed: bool
    """By 这种现象, or handed over by 把."""
    alone: bool
    """Nothing stands between the cue and the comma before it."""
    passive: bool


def _meant(text: str, low: int, cue: re.Match[str]) -> _Meant | None:
    """The words before the cue that are named."""
    start, end = clause_start(text, low, cue.start()), cue.start()
    back = _POINTS_BACK.search(text, start, end)
    alone = end - start < 2
    if back is None and not alone and cue[0].endswith(("之为", "之為", "其为", "其為")):
        # …的过程，心理学上称之为X: 之 is what stands before.
        back = _WHO.fullmatch(text, start, end)
    if back or alone:
        if back and _THING.match(back[0].lstrip("，, ")):
            # 这座堰称为…: a thing of before is named, nothing is defined.
            return None
        end = back.start() if back else start
        start = max(low, text.rfind("；", low, cue.start()) + 1)
        if end - start < 4:
            return None
        handed_on = _BA.match(text, start, end)
        start = handed_on.end() if handed_on else start
        held = _IF.match(text, clause_start(text, start, end), end)
        start = held.end() if held else start
    handed = _BA.search(text, start, end)
    passive = _PASSIVE.search(text, start, end) if "被" not in cue[0] else None
    end = passive.start() if passive else end
    if cue[0].startswith("说的"):
        opened = text.find("“", start, end)
        start = opened if opened >= 0 else start
    if handed:
        start = handed.end()
    elif text[end - 1] != "的":
        start = _widen(text, low, start, end)
    definiens = strip(text, skip_lead(text, start, end), end)
    if definiens is None or not 3 <= definiens.length <= 120:
        return None
    subject = None if handed or back else _IS.match(text, *definiens)
    if subject and good_term(text, Span(*subject.span("subject"))):
        # X是…，被称为Y: it is X that is named.
        definiens = Span(*subject.span("subject"))
    definiens = _narrowed(text, definiens)
    if _LOOSE.search(text[definiens.start : definiens.end]) and not (
        _OF_THE_SAME.search(text, *definiens) and text[cue.start()] in "叫称"
    ):
        return None
    former = _FORMER.search(text, *definiens)
    if former and former.start() - definiens.start >= 2:
        definiens = Span(definiens.start, former.start())
    return _Meant(definiens, bool(handed or back), alone, bool(passive))


def _shortened(passage: Passage, near: Span, cue: re.Match[str]) -> Iterator[Definition]:
    """Y（简称X）, Y，又称X."""
    text = passage.text
    term = _after(text, cue.end(), near.end)
    start = skip_lead(text, clause_start(text, near.start, cue.start()), cue.start())
    for founded in _FOUNDED.finditer(text, start, cue.start()):
        start = founded.end()
    led = _LED_BY.match(text, start, cue.start())
    definiens = strip(text, led.end() if led else start, cue.start())
    named = _named(passage, definiens) if term and definiens else None
    if term and named:
        yield Definition(NAME, term, named, "alias", Span(*cue.span()), 0.8)


def _named(passage: Passage, clause: Span) -> Span | None:
    """What a clause before 又称 names: all of it, or its subject if it has a verb."""
    subject = topic(passage, clause)
    if subject:
        return subject
    first = passage.tokens(clause)[0].tag
    if first in ("v", "p", "d") or not good_term(passage.text, clause, 30):
        return None
    return clause


def _narrowed(text: str, span: Span) -> Span:
    """Without what was found out (最终探明了…), and without 像…这样 before the phrase that is named."""
    found = _FOUND_OUT.match(text, *span)
    if found and "的" in text[found.end() : span.end]:
        span = Span(found.end(), span.end)
    whichever = _ANY.match(text, *span)
    return Span(whichever.end(), span.end) if whichever else span


def _is_noun(passage: Passage, span: Span) -> bool:
    """Whether the words that bear another name are one noun phrase."""
    tags = {token.tag for token in passage.tokens(span)}
    return good_term(passage.text, span, 24) and not tags & {"d", "c", "p", "r", "ul", "ug", "uz"}


def _plain_short(passage: Passage, near: Span, cue: re.Match[str]) -> Iterator[Definition]:
    """Y简称X and Y全称X, with Y the subject of the sentence."""
    text = passage.text
    term = _after(text, cue.end(), near.end)
    start = skip_lead(text, clause_start(text, near.start, cue.start()), cue.start())
    definiens = strip(text, start, cue.start())
    named = _named(passage, definiens) if term and definiens else None
    if term and named and cue[0].startswith("全"):
        term, named = named, term  # the short name is what is asked
    if term and named:
        yield Definition(NAME, term, named, "alias", Span(*cue.span()), 0.82)


def _after(text: str, at: int, high: int) -> Span | None:
    """The name that begins at `at`: the quoted words, else the clause."""
    while at < high and text[at] in " ：:":
        at += 1
    if at < high and text[at] in "“「":
        close = text.find("”" if text[at] == "“" else "」", at, high)
        end = close if close > 0 else high
        at += 1
    else:
        end = clause_end(text, at, high)
        cut = re.compile(r"[、]|的|等|或(?:者)?|[（(]").search(text, at + 1, end)
        if cut and cut[0] == "的" and not _of(text, Span(at, end), cut.end()):
            return None
        if cut and cut[0] != "的":
            end = cut.start()
    span = strip(text, at, end)
    return span if span and span.length >= 2 and good_term(text, span, 14) else None


def _of(text: str, name: Span, at: int) -> bool:
    """Whether a name is two short nouns joined by its only 的, and closes its sentence."""
    return (
        at - 1 - name.start >= 2
        and 2 <= name.end - at <= 4
        and "的" not in text[at : name.end]
        and text[name.end : name.end + 1] in ("", "。", "；", "\n")
    )


def _widen(text: str, low: int, start: int, end: int) -> int:
    """Take in earlier clauses while the words before the cue cannot stand alone."""
    while start > low and (end - start < 6 or _JOINED.match(text, start, end)):
        earlier = clause_start(text, low, start - 1)
        if earlier >= start:
            break
        start = earlier
    return start


NAME = "definition_alias"
RULE = Rule(
    NAME,
    "definition",
    detect,
    (
        hit(
            "物价上涨而经济停滞，经济学家把这种现象称为滞胀。",
            defined("滞胀", "物价上涨而经济停滞"),
        ),
        hit("体温升高超过正常的范围，称为发热。", defined("发热", "体温升高超过正常的范围")),
        hit(
            "把旧知识用到新情境的过程，心理学上称之为迁移。",
            defined("迁移", "旧知识用到新情境的过程"),
        ),
        hit("脑卒中又称中风，多见于老年人。", defined("中风", "脑卒中")),
        hit("乙肝全称乙型病毒性肝炎。", defined("乙肝", "乙型病毒性肝炎")),
        hit("两条山脊之间的低凹部分叫山谷。", defined("山谷", "两条山脊之间的低凹部分")),
        hit(
            "康熙平定三藩，收复台湾，史称“康乾盛世”的开端。",
            defined("康乾盛世", "康熙平定三藩，收复台湾"),
        ),
        hit(
            "凡是能引起疾病的微生物统称为病原微生物。", defined("病原微生物", "能引起疾病的微生物")
        ),
        hit(
            "白天气温高而夜间气温低，這種差別稱為日較差。",
            defined("日較差", "白天气温高而夜间气温低"),
        ),
        near_miss("战士们把这座山叫作“英雄山”。", "a thing gets a nickname"),
        near_miss("他把书叫人送了过去。", "叫 is let"),
        near_miss("门外有人叫门。", "叫门 is knock"),
        near_miss("1957年该团改名为青年团。", "a pronoun"),
        near_miss("那声音叫人害怕。", "叫 is make"),
        near_miss("他被称为奇才，却从不自满。", "praise of a person"),
        hit(
            "细胞核中容易被碱性染料染成深色的物质称为染色质。",
            defined("染色质", "细胞核中容易被碱性染料染成深色的物质"),
        ),
        hit(
            "人们把单位时间内通过导体横截面的电荷量叫做电流。",
            defined("电流", "单位时间内通过导体横截面的电荷量"),
        ),
        hit(
            "水分子通过半透膜向浓溶液扩散，这种现象称为渗透作用。",
            defined("渗透作用", "水分子通过半透膜向浓溶液扩散"),
        ),
        hit("脱氧核糖核酸（简称DNA）携带遗传信息。", defined("DNA", "脱氧核糖核酸")),
        hit(
            "由兩個原子共用電子形成的作用稱為共價鍵。",
            defined("共價鍵", "由兩個原子共用電子形成的作用"),
        ),
        hit(
            "我们把动物从食物中获取营养的过程叫做摄食。",
            defined("摄食", "动物从食物中获取营养的过程"),
        ),
        hit(
            "人在记忆时总是偏重开头的内容，这种现象称为记忆的首因。",
            defined("记忆的首因", "人在记忆时总是偏重开头的内容"),
        ),
        hit("最后一级的索引简称索引。", defined("索引", "最后一级的索引")),
        hit(
            "湿地是水陆相互作用形成的自然综合体，被称为“地球之肾”。",
            defined("地球之肾", "湿地"),
        ),
        hit(
            "同種生物之間爭奪資源的行為稱為種內競爭。",
            defined("種內競爭", "同種生物之間爭奪資源的行為"),
        ),
        hit(
            "同年成立晋江文化协会，简称晋文协。",
            defined("晋文协", "晋江文化协会"),
        ),
        near_miss("老式的犁因木柄又长又直，称为长柄犁。", "a reason, no meaning"),
        near_miss("这座城被英国学者称为东方水城。", "who says so is not what is named"),
        near_miss("这种做法可以简称，但不可省略主语。", "no name follows"),
        near_miss("她的名字叫做阿秀，住在河边。", "a person"),
        near_miss("他小时候被称为神童。", "a person in a story"),
        near_miss("老师称赞了这篇作文。", "称赞 is praise"),
        near_miss("这本书的名称为大家所熟知。", "the term is no noun phrase"),
        near_miss("乡亲们都叫她阿秀。", "a name"),
    ),
    "Y称为X, Y叫做X, Y（简称X）",
)
