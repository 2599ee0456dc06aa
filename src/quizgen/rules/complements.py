"""What is said of a subject: whether words name a kind or a role, and how sure that reading is."""

from __future__ import annotations

from quizgen.model import DefinitionType, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage
from quizgen.rules.clauses import words

_ROLE = (
    "源头|源泉|前提|基础|根基|基石|关键|核心|要素|任务|路径|途径|支撑|指标|载体|主力军|主阵地|动力|保障|保证|起点|"
    "标志|特征|本质|目的|目标|原则|方针|要求|条件|手段|方式|方法|力量|灵魂|生命线|纽带|桥梁|抓手|屏障|象征|终点|"
    "出发点|落脚点|依据|体现|根本|命脉|关键词|短板|组成部分|表现|形式|内容|优势|主体|主线|主题|中心|要务|重点|"
    "选择|结果|产物|反映|总结|结晶|运用|发展|概括|遵循|方向|道路|抉择|宗旨|职责|使命|功能|作用|环节|步骤|措施|"
    "分界线|分水岭|转折点|里程碑|发源地|中心|枢纽|部分|地位|角色|来源|表述|开端|先河|诱因|病因|因素|道理|准则|"
    "政治|大局|底色|底线|红线|奠基者|创始人|代表|代表作|巅峰|高峰"
)
_GENUS = (
    "集合|总体|全体|缺口|工程|构件|河流|山脉|作品|著作|学科|疾病|药物|药|激素|有机物|化合物|元素|气体|"
    "过程|活动|总和|总称|通称|统称|制度|物质|学说|科学|理论|规律|现象|状态|关系|能力|单位|结构|器官|细胞|组织|系统|"
    "协议|技术|设备|算法|语言|机制|体系|模型|程序|接口|地址|文件|机构|机关|行为|权利|义务|工具|场所|模式|"
    "战略|思想|观点|哲学|运动|革命|阶级|国家|时代|时期|阶段|矛盾|资料|资源|产品|商品|货币|价值|反应|变化|性质|属性|"
    "综合征|病变|症状|炎症|肿瘤|区域|地区|地带|地形|气候|概念|范畴|方案|纲领|会议|战争|条约|政策|标准|变量|函数|数据|"
    "成本|收益|价格|收入|数量|比率|比例|总额|数额|差额|资产|负债|市场|企业|合同|财产|平原|高原|盆地|湖泊|沙漠|岛屿|海洋|季风|"
    "數據|過程|活動|總和|總稱|物質|學說|科學|規律|現象|關係|單位|結構|組織|系統|技術|設備|機制|體系|標誌|本質|條件|基礎"
)
ROLE_END = pattern(rf"(?:{_ROLE})(?:之一|所在)?$")
GENUS_END = pattern(rf"(?:{_GENUS})(?:之一)?$")
KIND = pattern(
    r"(?:[一]?(?:种|類|类|个|個|门|項|项|系列|组|組|款|套|部|座|位)|由|指)(?!问题|好|重大)"
)
FACET = pattern(
    "的(?:[^，。的]{0,4})(?:目的|任务|作用|功能|核心|实质|本质|原则|方针|特点|特征|要求|关键|重点|目标|宗旨|内容|标志|"
    "标准|性质|基础|前提|条件|途径|方法|手段|优点|缺点|優點|缺點|精神|主题|主线|使命|职责|根本|方向|底线|保证|依据|"
    "对象|主体|范围|单位|表现|原因|意义|结果|本質|目標|特點|病因|病机|症状|部位|来源|形式|类型|方式|先驱|代表|象征|问题|界限|界线|分界线|总称|简称|雅称)(?:之一)?$"
)
_CLASS = pattern(r"(?:的|^一[种类个门项]|之)[^的，]{1,12}$")
_ADJECTIVES = pattern(r"[^，。的]{2,10}的(?:、[^，。的]{2,10}的)+$")
_VAGUE = pattern(
    "(?:事情|时候|地方|东西|样子|意思|机会|情况|感觉|孩子|朋友|老师|一天|一年|晚上|事实|"
    "早晨|[^候个家诗商法文始辑]人|们|事|话|手|眼|里|上|下|时|重要|必要|可能|必然|不够|存在|影响|成果|成绩|好处|做法|说法|"
    "看法|办法|例子|亮点|特色|缩影|写照|例外|如此|这样|问题所在)$"
)
_NO_NOUN = words(
    "否 不 不是 没 没有 很 非常 十分 谁 什么 怎样 如何 怎么 多少 几 有没有 对 正确 错误 我 你 他 她 它 "
    "这 那 此 其 这样 那样 如此 说 非 要 从 指 因为 由于 为了 为 了 一样 一致 相同 不同 否则 不能 不要 不会 没什么"
)
"""Words that no noun phrase begins with."""
_NO_NOUN_ALONE = pattern(r"^(?:在|有|被|把|让|使|靠|为|对|可以|能|应|必须)")
SUPERLATIVE = pattern(
    "(?:最[^是]{1,12}的|第一[个部次座条位]|首[个部次选選要]|唯一的?|主要的?|典型的?|常见的?)[^的是]{1,8}$"
)
_FIGURE = pattern(
    r"^(?:约|大约|公元前?)?[0-9一二三四五六七八九十百千万亿.%％～~—\-]+(?:世纪)?"
    r"(?:[年月日个人米千克吨元度℃次倍岁公里平方]|以上|左右)*$"
)
_BRACKET = pattern(r"[（(][^（）()]{1,40}[）)]$")


def how_sure(
    passage: Passage, term: Span, definiens: Span, *, quoted: bool, first: bool, weak: bool
) -> tuple[DefinitionType, float] | None:
    """The type and the score of “X是Y”; None if Y tells nothing that could be asked.

    Args:
        passage: the article.
        term: X, known to be a subject.
        definiens: Y.
        quoted: whether Y is all in quotes.
        first: whether X opens its sentence or group of clauses.
        weak: whether the cue is a 为 or the like, which has other uses.
    """
    text = passage.text
    said = _BRACKET.sub("", text[definiens.start : definiens.end])
    if not 2 <= definiens.length <= 90 or _FIGURE.match(said):
        return None
    if passage.tokens(definiens)[0].word in _NO_NOUN:
        return None
    if _ADJECTIVES.match(said):
        return None if weak else ("feature", 0.72)
    if said.endswith(("的", "了", "着")) or _VAGUE.search(said):
        return None
    role, genus = bool(ROLE_END.search(said)), bool(GENUS_END.search(said))
    kind, facet, of = bool(KIND.match(said)), bool(FACET.search(text, *term)), "的" in said
    if quoted:
        return "role", 0.72 if first else 0.66
    if "是" in said.replace("是否", "") and not quoted:
        return None
    alone = bool(_NO_NOUN_ALONE.match(said)) or passage.tokens(definiens)[0].tag == "p"
    if alone and not (role or genus or kind or facet or (of and _CLASS.search(said))):
        return None
    facet = facet or bool(SUPERLATIVE.search(text, *term) and not alone)
    if weak:
        if facet:
            return "role", 0.6 if first else 0.5
        if len(said) > 12 or not (role or genus or kind):
            return None
    if not (role or genus or kind or facet or (of and _CLASS.search(said))):
        tail = passage.tokens(Span(definiens.start, definiens.start + len(said)))[-1]
        noun = tail.tag[:1] in "nxljis" or tail.tag in ("vn", "an", "eng")
        if weak or len(said) < 3 or not (noun or (len(said) >= 5 and tail.tag[:1] in "va")):
            return None
        return "role", 0.56 if not first or len(said) < 4 or not noun else 0.6
    if len(said) < 3 and not facet:
        return None
    score = 0.62 + 0.1 * first + 0.06 * of + 0.1 * (role or genus) - 0.16 * weak - 0.06 * facet
    return "definition" if kind and not role else "role", round(min(score, 0.9), 3)
