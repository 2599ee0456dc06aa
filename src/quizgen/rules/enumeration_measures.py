"""Measures, duties and functions: X，就是要A，B，C; X应当A，B，C; 为了A，B，C，制定本法; 措施是：A，B，C.

What a body must do, what a plan aims at and what a thing does is told in clauses that each begin
with a verb and go on to the end of the sentence. A cue opens the list (就是要, 应当, 要, a colon behind
a noun such as 特点, a reporting verb with its quote), or a subject with four clauses and more. The
purpose of a law stands in its first article.

Left out on purpose: two clauses; clauses with subjects of their own; persons and what they did;
conditions and results (如果, 从而), which end a list; questions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from statistics import median

from quizgen.language import Token
from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import PROMISE, asked_sentences, clauses, cuts, last_clause, trimmed
from quizgen.rules.edges import kind
from quizgen.rules.predicates import barred, opening, tells

NAME = "enumeration_measures"

_CUE = pattern(
    r"(?P<lead>[^，,：:]{0,40}?)(?:"
    r"(?P<strong>就是要|就要|就必须|重在|旨在|关键在于|关键是|目的是|任务是)"
    r"|(?P<weak>必须|必須|需要|应当|應當|应该|應該|(?<![重主只首必纲摘扼紧概简想越次还還])要(?![求素点點件约是紧緊害塞领])|应(?![用对對急付邀聘届有变變])))[：:，,]?"
)
_REPORTS = pattern("(?:指出|强调|提出|要求|強調|明确|明確)$")
_PURPOSE = pattern("为了|為了|为|為")
_BASIS = pattern("根据|根據|依据|依據|依照|按照|结合|結合")
_ENACTS = pattern("(?:制定|制訂|作出|颁布|頒布)")
_LISTING = pattern(
    "(?:特点|特點|特征|特徵|原因|措施|作用|意义|意義|任务|任務|要求|方法|目的|途径|步骤|步驟|内容|內容|功能|职责|職責|优点|優點|缺点|缺點|原则|原則|表现|表現|条件|條件|影响|影響|方针|目标|目標|标准|標準|依据|依據|理由|后果|後果)"
    "(?:主要)?(?:如下)?$|(?:是|有|为|為|如下|包括|以下[^，]{0,8})$"
)
_PERSONAL = pattern(
    "(?:我(?![国國省市县縣党黨校院])|[你他她它咱您]|这[时時]|那|如果|因为|因為|虽然|雖然|只要|只有|无论|由于|为了)"
)
_COPULA = pattern("(?<=..)(?<!不)(?<!就)(?<!还)是(?!否)")
_TRAITS = pattern(
    "(?P<lead>[^，,：:]{2,24}(?:特点|特點|特征|特徵|原因|作用|功能|规律|規律|要求|任务|任務|原则|原則|优点|優點|缺点|缺點|表现|表現|标准|標準))"
    "(?P<link>(?:主要)?(?:是|为|為|有)(?!否|无|無))?"
)
_SPEAKING = pattern("[？！?!]|…")
_ADVERBIAL = pattern("(?:[中上下时時后後前里内內]|的|之际)$")
"""A clause that only says where and when."""
_MEANS = pattern(
    "(?:以|通过|通過|采取|採取|按照|用).*(?:方式|形式|手段|途径|途徑|名义|名義|精神|态度)"
)
"""A clause that only says how."""
_JOINS = pattern("(?:并且|并|以及|同时|同時|还|還|也)(?![非不])")
_SHORTEST, _LONGEST = 4, 46


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every list of measures, sentence by sentence."""
    text = passage.text
    for sentence in asked_sentences(passage):
        if sentence.length < 18 or len(cuts(text, *sentence, "，,")) < 2:
            continue
        for segment in _segments(text, sentence):
            found = _of_segment(passage, sentence, segment)
            if found:
                yield found


def _segments(text: str, sentence: Span) -> Iterator[Span]:
    """The stretches between ；: a list of measures stays within one."""
    start = sentence.start
    for mark in [*cuts(text, *sentence, "；;"), sentence.end]:
        yield Span(start, mark)
        start = mark + 1


def _of_segment(passage: Passage, sentence: Span, segment: Span) -> Enumeration | None:
    text = passage.text
    parts = clauses(text, segment, "，,。：:")
    if len(parts) < 3 or _SPEAKING.search(text, *segment):
        return None
    tokens = passage.tokens(sentence)
    return (
        _purpose(text, parts, tokens)
        or _told_of(text, parts, tokens)
        or _after_cue(text, parts, tokens)
        or _of_subject(text, parts, tokens)
    )


def _purpose(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Enumeration | None:
    """为了A，B，C，根据…，制定本法."""
    cue = _PURPOSE.match(text, *parts[0])
    enacted = next((k for k, p in enumerate(parts) if k and _ENACTS.search(text, *p)), 0)
    if not cue or not enacted:
        return None
    end = next((k for k, p in enumerate(parts[:enacted]) if _BASIS.match(text, *p)), enacted)
    if end < 3:
        return None
    members = [Span(cue.end(), parts[0].end), *(_unjoined(text, p) for p in parts[1:end])]
    openings = [opening(tokens, m) for m in members]
    if openings.count("subject") > 1 or "verb" not in openings:
        return None
    return Enumeration(rule=NAME, members=tuple(members), score=0.84)


def _told_of(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Enumeration | None:
    """气候特点是A，B，C: short clauses of any build to the end, behind a noun that stands for them."""
    for index, part in enumerate(parts[:2]):
        cue = _TRAITS.match(text, *part)
        if cue is None or (
            cue["link"] is None and text[part.end : part.end + 1] not in ("：", ":")
        ):
            continue
        members = [Span(cue.end(), part.end), *parts[index + 1 :]]
        if cue.end() >= part.end:
            members = members[1:]
        sizes = sorted(m.length for m in members)
        if len(members) < 3 or sizes[0] < _SHORTEST or sizes[-1] > min(24, 2.5 * sizes[0]):
            return None
        if any(barred(text, m) or "、" in text[slice(*m)] for m in members):
            return None
        lead = Span(part.start, cue.end("lead"))
        if _PERSONAL.match(text, *lead) or tells(tokens, Span(part.start, parts[-1].end)):
            return None
        return Enumeration(
            rule=NAME, members=tuple(members), lead=last_clause(text, lead), score=0.74
        )
    return None


def _after_cue(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Enumeration | None:
    """X，就是要 A，B，C: all clauses to the end."""
    for index, part in enumerate(parts):
        cue = _CUE.match(text, *part)
        quoted = index > 0 and text[part.start - 1] in "“「" and text[part.start - 2] in "，：,:"
        weak = True
        if (quoted and _REPORTS.search(text, *parts[index - 1])) or (
            index > 0 and text[part.start - 1] in "：:" and _promises(text, parts[index - 1])
        ):
            lead, body = parts[index - 1], part
        elif cue:
            lead, body = trimmed(text, Span(*cue.span("lead"))), Span(cue.end(), part.end)
            weak = cue["strong"] is None
            if lead.length < 2:
                if index == 0:
                    continue
                lead = parts[index - 1]
            if cue["weak"] == "应" and not _is_duty(tokens, cue.start("weak")):
                continue
        else:
            continue
        if (
            _PERSONAL.match(text, *lead)
            or _PERSONAL.match(text, *part)
            or tells(tokens, Span(lead.start, parts[-1].end))
        ):
            continue
        members = _members(text, [body, *parts[index + 1 :]], tokens)
        if len(members) < 3:
            continue
        openings = [opening(tokens, m) for m in members]
        # Of so many clauses that a cue opens one may be misread.
        misread = len(members) // (4 if weak else 3)
        if openings.count("subject") > misread:
            continue
        sure = openings.count("verb") + openings.count("phrase") / 2
        if sure * 2 < len(members):
            continue
        if weak and any(_CUE.match(text, m.start, min(m.end, m.start + 6)) for m in members):
            continue
        return Enumeration(
            rule=NAME,
            members=tuple(members),
            lead=_named(text, lead, tokens) if cue else last_clause(text, lead),
            score=0.72 if weak else 0.86,
        )
    return None


def _is_duty(tokens: Sequence[Token], at: int) -> bool:
    """Whether 应 at this place is a word of its own behind a noun, and not part of another."""
    index = bisect_left(tokens, at, key=lambda t: t.start)
    return 0 < index < len(tokens) and tokens[index].word == "应" and kind(tokens[index - 1]) == "n"


def _promises(text: str, lead: Span) -> bool:
    return _LISTING.search(text, *lead) is not None or PROMISE.search(text, *lead) is not None


def _members(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> list[Span]:
    """The clauses up to a condition or a result; none if one is too short or too long."""
    end = next((k for k, p in enumerate(parts) if k and barred(text, p)), len(parts))
    members = [_unjoined(text, p) if k else p for k, p in enumerate(parts[:end])]
    if not all(_SHORTEST <= m.length <= _LONGEST for m in members):
        return []
    if any(_is_adverbial(text, m) for m in members):
        return []
    return _split(text, members, tokens)


def _is_adverbial(text: str, part: Span) -> bool:
    return bool(_ADVERBIAL.search(text, *part) or _MEANS.fullmatch(text, *part))


def _unjoined(text: str, part: Span) -> Span:
    """Without 并 at its beginning."""
    joint = _JOINS.match(text, *part)
    return Span(joint.end(), part.end) if joint and joint.end() < part.end else part


def _split(text: str, members: list[Span], tokens: Sequence[Token]) -> list[Span]:
    """A，B、C: where the pieces of a clause are as the other clauses, they are members."""
    plain = [m for m in members if not cuts(text, *m, "、")]
    if not plain or len(plain) == len(members):
        return members
    usual = median(m.length for m in plain)
    found: list[Span] = []
    for member in members:
        pieces = clauses(text, member, "、")
        alike = all(abs(p.length - usual) <= 2 and opening(tokens, p) == "verb" for p in pieces)
        found += pieces if len(pieces) > 1 and alike else [member]
    return found


def _named(text: str, lead: Span, tokens: Sequence[Token]) -> Span | None:
    """The thing in 打造X: what the measures are for, without the verb before it."""
    first = next((t for t in tokens if t.start == lead.start), None)
    if first and first.tag in ("v", "vn") and first.end - first.start == 2 and lead.length > 5:
        lead = Span(first.end, lead.end)
    return last_clause(text, lead)


def _of_subject(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Enumeration | None:
    """某经济带借助A，打造B，扩大C: a subject and what it does."""
    end = next(
        (
            k
            for k, p in enumerate(parts)
            if k and (barred(text, p) or opening(tokens, p) == "subject")
        ),
        len(parts),
    )
    run = [_unjoined(text, p) if k else p for k, p in enumerate(parts[:end])]
    if len(run) < 4 or not all(_SHORTEST <= p.length <= _LONGEST for p in run):
        return None
    if any(_is_adverbial(text, p) for p in run):
        return None
    if any(_CUE.match(text, p.start, min(p.end, p.start + 8)) for p in run[1:]):
        return None
    if [opening(tokens, p) for p in run[1:]].count("verb") * 3 < len(run) - 1:
        return None
    if tells(tokens, Span(parts[0].start, run[-1].end)):
        return None
    copula = _COPULA.search(text, *parts[0])
    if copula and len(run) > 4:
        return Enumeration(
            rule=NAME, members=tuple(run[1:]), lead=Span(parts[0].start, copula.start()), score=0.62
        )
    verb = _verb_of(tokens, parts[0])
    if verb is None:
        return None
    return Enumeration(
        rule=NAME,
        members=(Span(verb, parts[0].end), *run[1:]),
        lead=Span(parts[0].start, verb),
        score=0.66,
    )


def _verb_of(tokens: Sequence[Token], clause: Span) -> int | None:
    """Where the predicate of a clause begins, if a noun phrase goes before."""
    named = False
    for token in tokens:
        if token.start < clause.start:
            continue
        if token.end > clause.end or kind(token) in "rwmu" or token.word in ("是", "有"):
            return None
        if token.tag == "v" or kind(token) in "pd" or token.word.endswith("要"):
            if token.word.endswith("要"):
                return None
            far = token.start - clause.start if named else 0
            return token.start if far >= 2 and clause.end - token.start >= _SHORTEST else None
        named = named or kind(token) == "n"
    return None


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="就是要A，B，C; 应当A，B，C; 为了A，B，C，制定本法",
    examples=(
        hit(
            "建设智慧校园，就是要完善网络设施，加强数据管理，提升师生素养。",
            listed("完善网络设施", "加强数据管理", "提升师生素养", lead="智慧校园"),
        ),
        hit(
            "这份规划重在保护古树名木，完善排水管网，提升街区风貌。",
            listed("保护古树名木", "完善排水管网", "提升街区风貌", lead="这份规划"),
        ),
        hit(
            "检察机关指出，“推动数据共享，推动标准统一，推动结果互认，营造清朗网络空间”。",
            listed(
                "推动数据共享",
                "推动标准统一",
                "推动结果互认",
                "营造清朗网络空间",
                lead="检察机关指出",
            ),
        ),
        hit(
            "为了保护古树名木，传承历史文化，改善城市环境，根据有关法律，制定本条例。",
            listed("保护古树名木", "传承历史文化", "改善城市环境"),
        ),
        hit(
            "用人单位应当建立考勤制度，保存工资台账，接受劳动监察。",
            listed("建立考勤制度", "保存工资台账", "接受劳动监察", lead="用人单位"),
        ),
        hit(
            "肝脏合成血浆蛋白，储存肝糖原，分泌胆汁，分解有毒物质。",
            listed("合成血浆蛋白", "储存肝糖原", "分泌胆汁", "分解有毒物质", lead="肝脏"),
        ),
        hit(
            "这次土改的特点是：依靠贫农，团结中农，保留富农经济。",
            listed("依靠贫农", "团结中农", "保留富农经济", lead="这次土改的特点"),
        ),
        hit(
            "會議強調，“完善防洪體系，提高預報能力，加強堤防巡查”。",
            listed("完善防洪體系", "提高預報能力", "加強堤防巡查", lead="會議強調"),
        ),
        hit(
            "乡村教师要立足本地实际，开发乡土课程，关心留守儿童，并参与社区教育。",
            listed("立足本地实际", "开发乡土课程", "关心留守儿童", "参与社区教育", lead="乡村教师"),
        ),
        hit(
            "深化医改，关键是健全分级诊疗，推进药品集采，完善医保支付。",
            listed("健全分级诊疗", "推进药品集采", "完善医保支付", lead="深化医改"),
        ),
        hit(
            "数据库管理员必须定期备份数据，监控运行状态，优化查询性能，及时修补漏洞。",
            listed(
                "定期备份数据", "监控运行状态", "优化查询性能", "及时修补漏洞", lead="数据库管理员"
            ),
        ),
        hit(
            "心理健康的标准：智力正常，情绪稳定，人格完整，人际关系和谐。",
            listed("智力正常", "情绪稳定", "人格完整", "人际关系和谐", lead="心理健康的标准"),
        ),
        hit(
            "该地区的气候特点是冬季寒冷干燥，夏季高温多雨，雨热同期。",
            listed("冬季寒冷干燥", "夏季高温多雨", "雨热同期", lead="该地区的气候特点"),
        ),
        hit(
            "垄断的危害有：抬高价格，降低产量，损害消费者利益。",
            listed("抬高价格", "降低产量", "损害消费者利益", lead="垄断的危害有"),
        ),
        near_miss("她要加强锻炼，提高成绩，实现梦想。", "a person's plans"),
        near_miss("如果加强通风，降低湿度，减少霉变，粮食就能久存。", "a condition"),
        near_miss("加强管理，提高效率。", "two clauses"),
        near_miss("你应当早睡早起，坚持运动，保持心情愉快。", "advice to a person"),
        near_miss("我要好好学习，帮助同学，听老师的话。", "a person's plans"),
        near_miss("重要文件丢失，导致项目延期，造成了损失。", "要 is part of 重要"),
        near_miss("为了赶火车，他早早起床，匆匆洗脸，跑出了家门。", "a purpose in a story"),
        near_miss(
            "机构应当在每年三月底以前，以书面形式，向主管部门报告。",
            "clauses that say when and how",
        ),
        near_miss("他走进车间，查看机器，询问工人，记下了数据。", "a person's deeds"),
        near_miss("村里要修路，王老汉高兴，李大妈也高兴。", "clauses with subjects of their own"),
        near_miss("应当注意的是，水温不能太高，时间不能太长。", "no duties"),
        near_miss("既要金山银山，又要绿水青山，更要人人安康。", "a saying with 既…又…"),
        near_miss("他的要求：饭要热，菜要咸，汤要多。", "a person's wishes"),
    ),
)
