"""X属于Y, X表示Y, X揭示Y, X起Y的作用, X等于Y, X取决于Y; 把X作为Y; X论认为Y.

Verbs that tell what a thing is, means or does. Each has its own conditions: 属于 and 等于 tell
enough by themselves; 表示, 揭示 and 体现 need a thing as their subject, since persons say and
show a great deal; 认为 needs a school or a doctrine.

Left out on purpose: subjects with a pronoun, verbs with an object that is no noun phrase, and
whatever a person, a meeting or a document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Definition, DefinitionType, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import asked, clause_end, clause_start
from quizgen.rules.clauses import trimmed
from quizgen.rules.complements import GENUS_END, ROLE_END
from quizgen.rules.subjects import demands, named_in
from quizgen.rules.terms import sentence_end

NAME = "definition_verb"

_BELONGS = pattern(r"(?:都|均|也)?(?:属于|屬於|隶属于|归属于)(?=[^，。；：\n]{2,30})")
_MEANS = pattern(
    r"(?:通常|一般|主要|则|就)?(?:意味着|意味著|表示|指明了?|象征着?|标志着|反映了?|揭示了?|阐明了?|规定了|刻画了?|描述了?|说明了)"
    r"(?=[^，。；：“\n出性])"
)
_EQUALS = pattern(r"(?:就)?(?:等于|等於|等價於|等价于)(?=[^，。；：\n]{3,})")
_DEPENDS = pattern(r"(?:主要|最终|归根到底)?(?:取决于|取決於|决定于)(?=[^，。；：\n]{2,30})")
_ACTS = pattern(
    r"(?:在[^，。；：\n]{2,16}中|对[^，。；：\n]{2,16})?(?:主要|具有|起着|起到了?|起了|扮演了?着?|发挥着?了?|承担着?了?|担负着?了?|享有|处于)"
    r"(?P<said>[^，。；：\n]{2,30}?(?:作用|功能|地位|角色|职能|职责|任务|权利|效力|性质|能力|意义))(?=[，。；：\n]|$)"
)
_TAKEN = pattern(
    r"(?:把|将|將|以)(?P<term>[^，。；：\n把将以]{2,20}?)(?:作为|作為|视为|視為|看作|看成|当作|確立为|确立为|确定为|列为|定为|定位为)"
    r"(?P<said>[^，。；：\n]{2,40})(?=[，。；：\n]|$)"
)
_SCHOOL = pattern(
    r"(?:[^，。；：、\n]{0,12}(?:主张|提出|坚持|信奉)了?)?(?P<term>[^，。；：、\n]{2,12}?(?:论|说|学派|主义|理论|学说|派|論|說|學派|主義|原理|定律|法则|规律|效应))"
    r"[，,]?(?:则|也)?(?:认为|主张|強調|强调|認為|主張|指出|提出|表明|说的是|讲的是|指明)[：:，,]?(?=[^，。；“\n]{4,})"
)
_PERSONAL = pattern(
    r"(?:[^，。]{0,8}(?:会议|部门|政府|领导|人员|记者|专家|学者|代表|主席|总理|书记|委员会?|大会|文件|报告|通知|公报|讲话|论文|作者|"
    r"同志|群众|干部|老师|学生|数据|调查|研究|结果|事实|实践|历史|经验|材料|诗句|这句|发言人|负责人|公司|法院|中国|我国|双方|各国|国家))$"
)
_SOLID = pattern(
    r"(?:[^，。]{0,12}(?:规律|原理|定律|律|论|性|制度|精神|思想|原则|概念|范畴|公式|方程|函数|曲线|指标|率|度|量|值|系数|字段|标志|位|符号|"
    r"参数|变量|命题|模型|理论|学说|主义|关系|方法|图|线|指数|弹性|效应|现象|文化|主义|矛盾|本质|规定|条款|会|战争|起义|运动|革命|"
    r"条约|著作|成立|召开|胜利|建立|爆发|发表|提出|颁布|通过|建成|形成|颜色|图案|[A-Za-z0-9_]+))$"
)


def detect(passage: Passage) -> Iterator[Definition]:
    """Try each verb where it stands."""
    text = passage.text
    for sentence in asked(passage):
        low, high = sentence.span
        for frame, kind, score in _FRAMES:
            for cue in frame.finditer(text, low, high):
                yield from _told(passage, sentence.span, frame, cue, kind, score)
        for found in _TAKEN.finditer(text, low, high):
            term, said = Span(*found.span("term")), Span(*found.span("said"))
            if (
                text.count("、", *term) < 2
                and _is_role(text, said)
                and named_in(passage, term) == term
            ):
                yield Definition(NAME, term, said, "role", Span(term.end, said.start), 0.76)
        for found in _SCHOOL.finditer(text, low, high):
            if found.start() != clause_start(text, low, found.start()):
                continue
            term = Span(*found.span("term"))
            said = trimmed(text, Span(found.end(), sentence_end(text, found.end(), high)))
            if 6 <= said.length <= 90 and named_in(passage, term) == term:
                yield Definition(NAME, term, said, "definition", Span(term.end, found.end()), 0.74)


def _told(
    passage: Passage,
    sentence: Span,
    frame: re.Pattern[str],
    cue: re.Match[str],
    kind: DefinitionType,
    score: float,
) -> Iterator[Definition]:
    """The subject of the clause before the cue and the clause after it."""
    text, (low, high) = passage.text, sentence
    start = clause_start(text, low, cue.start())
    term = named_in(passage, Span(start, cue.start()), 16)
    if term is None or _PERSONAL.match(text, *term):
        return
    tokens = passage.tokens(term)
    tail = tokens[-1].tag
    nominal = tail[:1] in "nxjlis" or tail in ("vn", "an", "eng")
    if demands(passage, term) or not (nominal or any(t.tag == "uj" for t in tokens)):
        return
    of = any(t.tag == "uj" for t in tokens)
    if (tokens[0].tag == "v" and len(tokens) > 1 and not of) or _MAKES.search(text, *term):
        return
    if frame is _ACTS:
        said = Span(*cue.span("said"))
    else:
        said = trimmed(text, Span(cue.end(), clause_end(text, cue.end(), high)))
    words = text[said.start : said.end]
    if _POINTS.match(text, *said):
        return
    if not 2 <= said.length <= 60 or words.endswith(("的", "了", "着", "上", "中", "下")):
        return
    if frame is _MEANS:
        if not _SOLID.match(text, *term) or said.length < 5 or start - low > 30:
            return
    elif frame is _ACTS:
        if "的" not in words and said.length < 5:
            return
    elif frame is _BELONGS and passage.tokens(said)[-1].tag[:1] not in "nxlj":
        return
    if start > low and text[start - 1] not in "；;：:，,":
        return
    yield Definition(NAME, term, said, kind, Span(*cue.span()), score - 0.06 * (start > low))


def _is_role(text: str, said: Span) -> bool:
    words = text[said.start : said.end]
    return "的" in words and (
        bool(ROLE_END.search(words) or GENUS_END.search(words))
        or not words.endswith(("的", "人", "上", "中"))
    )


_MAKES = pattern("使|让(?!步)|认定")
_POINTS = pattern("(?:该|其(?!他)|这|此|本(?!质)|和|或|不同|何|什么|谁|哪)")
_FRAMES: tuple[tuple[re.Pattern[str], DefinitionType, float], ...] = (
    (_BELONGS, "role", 0.7),
    (_MEANS, "role", 0.66),
    (_EQUALS, "definition", 0.76),
    (_DEPENDS, "role", 0.6),
    (_ACTS, "function", 0.66),
)

RULE = Rule(
    NAME,
    "definition",
    detect,
    (
        hit("灰熊属于哺乳动物。", defined("灰熊", "哺乳动物")),
        hit(
            "恩格尔系数等于食品支出占总支出的比重。",
            defined("恩格尔系数", "食品支出占总支出的比重"),
        ),
        hit("必须把保护生态环境作为发展的基本前提。", defined("保护生态环境", "发展的基本前提")),
        hit("需求定律表明价格越高，需求量越少。", defined("需求定律", "价格越高，需求量越少")),
        hit("叶绿体在植物细胞中起着能量转换器的作用。", defined("叶绿体", "能量转换器的作用")),
        hit(
            "需求的价格弹性表示需求量对价格变动的敏感程度。",
            defined("需求的价格弹性", "需求量对价格变动的敏感程度"),
        ),
        hit("物种的分布取决于温度和水分的组合。", defined("物种的分布", "温度和水分的组合")),
        near_miss("这种情况意味着失败。", "points back"),
        near_miss("他把她当作亲妹妹。", "persons"),
        near_miss("两个数相等，结果等于零。", "no term"),
        near_miss("专家认为物价会回落。", "a person says so"),
        near_miss("这本书属于他。", "a person owns it"),
        near_miss("村民表示支持。", "persons"),
        hit("青蛙属于两栖动物。", defined("青蛙", "两栖动物")),
        hit(
            "对立统一规律揭示了事物联系的根本内容。",
            defined("对立统一规律", "事物联系的根本内容"),
        ),
        hit("净利润等于利润总额减去所得税。", defined("净利润", "利润总额减去所得税")),
        hit(
            "要把保障粮食安全作为农业工作的首要任务，常抓不懈。",
            defined("保障粮食安全", "农业工作的首要任务"),
        ),
        hit(
            "地心说认为地球静止在宇宙的中心。",
            defined("地心说", "地球静止在宇宙的中心"),
        ),
        hit(
            "调度器在系统中扮演着资源分配者的角色。",
            defined("调度器", "资源分配者的角色"),
        ),
        hit(
            "有人主张环境决定论，认为人的性格全由环境造成。",
            defined("环境决定论", "人的性格全由环境造成"),
        ),
        near_miss("老师表示愿意再讲一遍。", "a person says so"),
        near_miss("会议认为今年的工作开局良好。", "a meeting says so"),
        near_miss("这属于正常的现象。", "a pronoun"),
        near_miss("他把书包当作枕头，睡着了。", "no role"),
        near_miss("会议指出了存在的问题。", "指出 is what a meeting does"),
        near_miss("数据反映了群众的意见。", "figures show, they do not mean"),
    ),
    "X属于Y, X揭示Y, X等于Y, 把X作为Y, X论认为Y",
)
