"""Lists of three and more members parted by 、.

The commonest list of study texts: A、B、C等X, A、B和C, “A、B、C”的X. The members in the middle are
exact; where the first begins and the last ends is weighed in `edges`, unless a cue (包括, 分为, ：,
a quote) or 等 or a count (三类) marks it. What follows 等 or 的 is the lead, else what stands before.

Left out on purpose: two members (an opposition or a pair, seldom a list), bare numbers, lists of
whole clauses (a rule of their own), lists whose edges cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model import Enumeration
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences, cuts
from quizgen.rules.edges import Words
from quizgen.rules.list_reading import ListReader, list_clauses

NAME = "enumeration_dunhao"


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every list of three or more members that 、 parts."""
    text = passage.text
    for sentence in asked_sentences(passage):
        if text.find("、", *sentence) < 0:
            continue
        found: Words | None = None
        for clause in list_clauses(text, sentence):
            marks = cuts(text, *clause.span, "、")
            if not marks:
                continue
            if found is None:
                found = Words(passage.tokens(sentence))
            reader = ListReader(text, sentence, clause, found, NAME)
            for run in reader.runs(marks):
                yield from reader.lists(run, clause.span)


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="A、B、C等X; A、B和C",
    examples=(
        hit(
            "细胞膜、细胞质、细胞核是动物细胞的基本结构。",
            listed("细胞膜", "细胞质", "细胞核", lead="动物细胞的基本结构"),
        ),
        hit(
            "河流、湖泊、冰川等水体分布在地球表面。",
            listed("河流", "湖泊", "冰川", lead="水体", open_ended=True),
        ),
        hit(
            "会议要求推动生产清洁化、管理精细化、服务便捷化。",
            listed("生产清洁化", "管理精细化", "服务便捷化", lead="会议要求推动"),
        ),
        hit(
            "水稻、小麦和玉米都是禾本科植物。",
            listed("水稻", "小麦", "玉米", lead="禾本科植物"),
        ),
        hit(
            "世界三大宗教是基督教、伊斯兰教和佛教。",
            listed("基督教", "伊斯兰教", "佛教", lead="世界三大宗教"),
        ),
        hit(
            "我国的直辖市包括北京、上海、天津、重庆。",
            listed("北京", "上海", "天津", "重庆", lead="我国的直辖市"),
        ),
        hit(
            "水循环的环节有蒸发、水汽输送、降水和径流。",
            listed("蒸发", "水汽输送", "降水", "径流", lead="水循环的环节"),
        ),
        hit(
            "機關應當公開職責、流程、時限和收費標準。",
            listed("職責", "流程", "時限", "收費標準", lead="機關應當公開"),
        ),
        hit(
            "“天人合一、道法自然、和而不同”的思想影响深远。",
            listed("天人合一", "道法自然", "和而不同", lead="思想"),
        ),
        hit(
            "民事主体从事民事活动应当遵循自愿、公平、诚信的原则。",
            listed("自愿", "公平", "诚信", lead="原则"),
        ),
        hit(
            "常见的排序算法（冒泡排序、选择排序、插入排序）都要比较元素。",
            listed("冒泡排序", "选择排序", "插入排序", lead="排序算法"),
        ),
        hit(
            "操作系统具有并发、共享、虚拟和异步四个特征。",
            listed("并发", "共享", "虚拟", "异步", lead="操作系统"),
        ),
        hit(
            "推进产业数字化、生产智能化、服务便民化。",
            listed("产业数字化", "生产智能化", "服务便民化", lead="推进"),
        ),
        hit(
            "推动经济高质量发展、社会和谐稳定、人民生活幸福。",
            listed("经济高质量发展", "社会和谐稳定", "人民生活幸福", lead="推动"),
        ),
        hit(
            "任何人不得伪造、变造、买卖或者出租资格证书。",
            listed("伪造", "变造", "买卖", "出租", lead="资格证书"),
        ),
        hit(
            "蛋白质由碳、氢、氧、氮等元素组成。",
            listed("碳", "氢", "氧", "氮", lead="元素", open_ended=True),
        ),
        hit(
            "人的需要由低到高分为生理需要、安全需要、归属与爱的需要、尊重需要和自我实现需要。",
            listed(
                "生理需要",
                "安全需要",
                "归属与爱的需要",
                "尊重需要",
                "自我实现需要",
                lead="人的需要由低到高",
            ),
        ),
        hit(
            "塑造地貌的外力作用（如风化、侵蚀、搬运、堆积）来自太阳能。",
            listed("风化", "侵蚀", "搬运", "堆积", lead="外力作用"),
        ),
        hit(
            "人格结构由本我、自我和超我三部分构成。",
            listed("本我", "自我", "超我", lead="人格结构"),
        ),
        hit(
            "这条河流经青海、四川、云南等六个省份。",
            listed("青海", "四川", "云南", lead="省份", open_ended=True),
        ),
        hit(
            "记忆过程包括识记、保持、再认或回忆三个基本环节。",
            listed("识记", "保持", "再认或回忆", lead="记忆过程"),
        ),
        near_miss("理论、实践缺一不可。", "two members are a pair, no list"),
        near_miss("他说：“快、快走！”", "an exclamation"),
        near_miss("“多措并举、综合施策”是这次会议的主题。", "two members within quotes"),
        near_miss("一、二、三，大家一起用力。", "numbers"),
        near_miss("第三、第四季度的数字还没有公布。", "two members"),
        near_miss("他三番五次、五次三番地催问。", "two idioms"),
        near_miss("“哎、哎、别走！”她喊道。", "cries"),
        near_miss("全长三、四十公里的堤坝年久失修。", "about thirty or forty"),
        near_miss("教育的对象、社会的希望寄托在他们身上。", "two members"),
        near_miss("1、2、3、5、8是一列数。", "bare numbers"),
        near_miss("推动企业创新、提高。", "two members"),
    ),
)
