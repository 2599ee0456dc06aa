"""What can be a headword: the name of a thing, not the label of a row or of a heading."""

from __future__ import annotations

from itertools import pairwise

from quizgen.items.balance import is_balanced
from quizgen.language import Language
from quizgen.patterns import pattern

# What notes and tables say *of* things: whoever reads 口号 or 能量变化 alone cannot know of what.
_ATTRIBUTE = (
    "时间|地点|日期|年代|人物|领导人|创始人|代表|口号|指导思想|思想内容|原因|意义|性质|影响|特点|特征|作用|功能|背景|"
    "过程|经过|结果|结局|内容|标志|条件|场所|部位|变化|目的|目标|任务|优点|缺点|优势|不足|区别|联系|转折|方法|"
    "步骤|措施|要求|注意|例子|举例|示例|实例|应用|用途|格式|公式|单位|符号|组成|结构|种类|类型|分类|范围|对象|概念|定义|"
    "含义|涵义|来源|依据|表现|形式|途径|关系|阶段|问题|建议|对策|启示|教训|经验|评价|纲领|纲领性文件|主题|题目|"
    "结论|说明|备注|其他|情况|数据|现象|症状|病因|诊断|治疗|预防|原理|机制|重点|难点|前提"
)
_LABEL = pattern(
    f"^(?:[^，。]{{0,14}}的)?(?:主要|基本|根本|核心|重要|具体|直接|间接|历史|社会|经济|政治|失败|成功|最终|能量|物质|指导|代表|产生|形成|"
    f"发生|时代|阶级|理论|第[一二三四五六七八九十]个?)?(?:{_ATTRIBUTE})(?:[与和及](?:{_ATTRIBUTE}))?$"
)
_CLAUSE = pattern(
    "[，。；：、！？]|[有是][一二两三四五六七八九十]|(?:[则即就也都]|分为|包括|如下)$|^(?:是|即|而|则|把|将|要|应|对|从|在|通过|[)）(（])|的(?:简称|简稱|总称|统称|全称|别称|俗称)$"
)
_LONGEST, _LONG, _SHORT = 22, 10, 6
_NUMBERED = pattern(
    r"^(?:第[一二三四五六七八九十百0-9]+[章节節讲講课課编編篇]"
    r"|[（(]?[一二三四五六七八九十]{1,3}(?:[）)、．.]|(?=\s))"
    r"|[0-9]+(?:[.．][0-9]+)*(?:[、．.)）(（]|(?=\s)))\s*"
)

ROLE = pattern(
    "(?:源头|源泉|前提|基础|根基|基石|关键|核心|要素|任务|路径|途径|支撑|指标|载体|主力军|主阵地|动力|保障|标志|"
    "本质|目的|目标|原则|方针|灵魂|生命线|纽带|桥梁|抓手|屏障|出发点|落脚点|根本|命脉|要务|主线|中心|举措|之举|"
    "标准|主体|工作|力量|环节|条件|要求|体现|属性|准备|结果|结晶|优势|法宝|引擎|先导|主题|重点|内容|因素|组成部分|之[策道路基源本魂要])(?:之一)?$"
)
"""The last word of a definiens that says what part a thing plays, not what it is."""


def is_label(words: str) -> bool:
    """Whether words are the label of a row or a line: 口号, 能量变化, 代表人物."""
    return bool(_LABEL.match(words))


def needs_owner(words: str) -> bool:
    """Whether words are a label that does not say of what: 失败原因, but not 细胞膜的功能."""
    return "的" not in words and is_label(words)


def is_headword(words: str, language: Language) -> bool:
    """Whether words name a thing that can be asked for alone.

    Not so: labels of rows (能量变化, 代表人物), clauses (分为三类), pieces with half a quotation.
    """
    if not 1 <= len(words) <= _LONGEST or not is_balanced(words):
        return False
    if is_label(words) or _CLAUSE.search(words):
        return False
    tokens = language.tokens(words)
    if any(token.tag == "v" and len(words) > _LONG for token in tokens[1:-1]):
        # A subject, its verb and an object: a clause.
        return False
    if any(token.tag == "v" and behind.tag[:1] in "am" for token, behind in pairwise(tokens[1:])):
        # 迈出|新步伐, 改造|三个…
        return False
    if len(words) > _SHORT and opens_with_verb(words, language):
        return False
    return tokens[0].word not in ("不", "未") and tokens[-1].tag[:1] not in "cupr"


def opens_with_verb(words: str, language: Language) -> bool:
    """Whether words begin with a verb: what is done, not a thing."""
    return language.tokens(words)[0].tag == "v"


def subject_of(heading: str) -> str:
    """A heading or a title without its number: 第三章, 二、, 5.2."""
    return _NUMBERED.sub("", heading).strip() or heading.strip()
