"""Sets of two columns: what is asked together, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.items.headwords import is_headword, subject_of
from quizgen.items.matching_sets import (
    MOST,
    Candidate,
    Relation,
    Response,
    Row,
    parts,
    sets_of,
    settled,
    tells,
)
from quizgen.items.pieces import measures, shortened
from quizgen.language import default_language
from quizgen.model import Matching, Span
from quizgen.pipeline import study
from quizgen.reading import read_bytes

LANGUAGE = default_language()
PLAIN = Relation("名称与说明", "名称", "说明")


def sets(text: str, name: str = "notes.md") -> dict[str, dict[str, str]]:
    """The sets of a text: by title, premise and response."""
    items = study(read_bytes(text.encode(), name)).items
    return {
        item.title: {pair.premise_text: pair.response_text for pair in item.pairs}
        for item in items
        if isinstance(item, Matching)
    }


def candidates(*pairs: tuple[str, str], article: str = "", section: str = "") -> list[Candidate]:
    """Candidates with one response each; their places do not matter here."""
    return [
        Candidate(
            Span(at, at + 1), premise, (Response(Span(at, at + 1), said),), "test", article, section
        )
        for at, (premise, said) in enumerate(pairs)
    ]


def asked(*pairs: tuple[str, str], relation: Relation = PLAIN) -> list[str]:
    return [row.candidate.text for row in settled(candidates(*pairs), relation)]


# ---- what is asked ------------------------------------------------------


def test_each_column_of_a_table_with_its_own_heads() -> None:
    found = sets(
        "# 桥梁\n\n| 桥型 | 建成时间 | 受力特点 |\n|---|---|---|\n| 拱券 | 1912年 | 主要承受压力 |\n"
        "| 悬索 | 1937年 | 主缆承受拉力 |\n| 简支 | 1954年 | 跨中弯矩最大 |\n"
    )
    assert found["桥梁：桥型与建成时间"] == {"拱券": "1912年", "悬索": "1937年", "简支": "1954年"}
    assert found["桥梁：桥型与受力特点"]["悬索"] == "主缆承受拉力"


def test_a_column_that_repeats_itself_is_not_asked() -> None:
    found = sets(
        "# 桥梁\n\n| 桥型 | 材料 |\n|---|---|\n| 拱券 | 石 |\n| 悬索 | 钢 |\n| 简支 | 钢 |\n"
    )
    assert not found


def test_labels_of_rows_are_no_names() -> None:
    found = sets(
        "# 桥梁\n\n| 比较项 | 说明 |\n|---|---|\n| 拱券 | 弯的承重构件 |\n| 主缆 | 悬着的钢索 |\n| 桥墩 | 立着的支座 |\n"
    )
    assert not found


def test_definitions_of_an_article() -> None:
    found = sets(
        "# 河流\n\n径流是指沿着地表或地下流动的水。\n\n泥沙是指被水流搬运的固体颗粒。\n\n汛期是指水位明显上涨的时段。\n"
    )
    assert found == {
        "河流：概念与定义": {
            "径流": "沿着地表或地下流动的水",
            "泥沙": "被水流搬运的固体颗粒",
            "汛期": "水位明显上涨的时段",
        }
    }


def test_aims_and_measures_name_their_relation() -> None:
    text = (
        "全县统一部署\n\n建设清洁河湖，就是要取缔沿岸的排污口，定期打捞漂浮物。建设美丽乡村，就是要整治房前屋后的垃圾，种花植树。"
        "建设书香校园，就是要开放每一间图书室，让师生随处能读。\n"
    )
    items = study(read_bytes(text.encode(), "plan.txt")).items
    (found,) = [item for item in items if isinstance(item, Matching)]
    assert (found.premise_head, found.response_head) == ("建设……", "就是要……")
    assert [pair.premise_text for pair in found.pairs] == ["清洁河湖", "美丽乡村", "书香校园"]


def test_members_of_one_build_are_parted_at_their_word() -> None:
    found = sets(
        "# 三司\n\n各司的分工如下：\n\n1. 户司负责钱粮的收支\n2. 工司负责堤岸的修筑\n3. 刑司负责案件的审理\n"
    )
    assert found == {
        "三司：主体与职责": {"户司": "钱粮的收支", "工司": "堤岸的修筑", "刑司": "案件的审理"}
    }


def test_clauses_of_one_build_are_parted_too() -> None:
    found = sets(
        "# 树种\n\n胡杨分布在内陆河两岸，耐盐碱；红松分布在东北的山地，材质轻软；榕树分布在华南的村口，独木成林。\n"
    )
    assert found == {
        "树种：名称与分布": {
            "胡杨": "内陆河两岸",
            "红松": "东北的山地",
            "榕树": "华南的村口",
        }
    }


def test_events_and_their_dates() -> None:
    found = sets(
        "# 铁路\n\n1876年，商人在上海修建吴淞铁路。\n\n1881年，矿局修成唐胥铁路。\n\n1909年，詹天佑建成京张铁路。\n"
    )
    assert found == {
        "铁路：事件与时间": {
            "商人在上海修建吴淞铁路": "1876年",
            "矿局修成唐胥铁路": "1881年",
            "詹天佑建成京张铁路": "1909年",
        }
    }


def test_a_bare_first_among_numbered_ones_is_marked() -> None:
    found = sets(
        "# 浪潮\n\n以农耕为标志的技术革命改变了聚落，以蒸汽为标志的第二次技术革命改变了工厂，"
        "以芯片为标志的第三次技术革命改变了通信。\n"
    )
    assert "〔第一次〕技术革命" in found["浪潮：对象与标志"]


def test_classes_stand_behind_their_examples() -> None:
    found = sets(
        "# 灌区\n\n灌区购置了离心泵、轴流泵等水利机械，安装了雨量计、3D扫描仪等观测仪器，种下了紫穗槐、沙棘等固沙灌木。\n"
    )
    assert found["灌区：类别与例子"] == {
        "水利机械": "离心泵、轴流泵",
        "观测仪器": "雨量计、3D扫描仪",
        "固沙灌木": "紫穗槐、沙棘",
    }


# ---- what is refused ----------------------------------------------------


def test_a_shared_word_tells_unless_it_names_the_class() -> None:
    premises = ["生态屏障", "旅游胜地", "开放通道"]
    assert tells("生态屏障", "保护生态的工程", premises)
    assert not tells("生态屏障", "守住青山的工程", premises)
    assert not tells("水利工程", "灌溉用的工程", ["水利工程", "电力工程", "交通工程"])


def test_of_a_short_premise_one_character_tells() -> None:
    assert tells("质变", "性质的根本改变", ["质变", "飞跃", "度"])
    assert not tells("量变", "数目的逐渐改变", ["量变", "质变", "突变"])


def test_of_nested_premises_the_first_is_asked() -> None:
    pairs = (("科研和生产", "甲"), ("科研", "乙处"), ("运输", "丙处"), ("仓储", "丁处"))
    assert asked(*((a, f"{b}的事") for a, b in pairs)) == ["科研和生产", "运输", "仓储"]


def test_responses_that_could_change_places_are_not_both_asked() -> None:
    found = asked(
        ("水运", "繁荣地方经济的重要载体"),
        ("陆运", "繁荣地方经济的主要动力"),
        ("邮驿", "传递文书的途径"),
        ("粮仓", "备荒的根本"),
    )
    assert found == ["水运", "邮驿", "粮仓"]


def test_two_pairs_are_no_set() -> None:
    assert not list(sets_of(candidates(("水", "液体的一种"), ("火", "燃烧的光")), PLAIN))


@pytest.mark.parametrize(
    "words",
    [
        "能量变化",
        "代表人物",
        "粮食产量取得新成绩",
        "腺苷的简称",
        "不可靠",
        "主要矛盾的内容",
        "私有地址块有三个",
        "实践中介则",
        "“全部",
    ],
)
def test_labels_and_clauses_are_no_headwords(words: str) -> None:
    assert not is_headword(words, LANGUAGE)


@pytest.mark.parametrize(
    "words",
    [
        "主要矛盾",
        "细胞壁",
        "古树后备资源",
        "抢救复壮",
        "知觉的理解性",
        "划分子网",
        "TCP",
        "《南京条约》",
    ],
)
def test_names_are_headwords(words: str) -> None:
    assert is_headword(words, LANGUAGE)


def test_the_subject_of_a_heading() -> None:
    assert subject_of("第三章　河流") == "河流"
    assert subject_of("二、细胞器") == "细胞器"
    assert subject_of("5.2 网际层") == "网际层"
    assert subject_of("一带一路") == "一带一路"
    assert subject_of("2023年回顾") == "2023年回顾"


# ---- pieces -------------------------------------------------------------


def test_a_long_definition_loses_its_middle_only() -> None:
    text = "依靠观测和计算，研究大气的运动，解释云雨的成因，预告天气的一门科学"
    short = list(shortened(text, Span(0, len(text)), 26))
    assert short
    assert all(piece.startswith("依靠观测和计算……") or "，" in piece for piece in short)
    assert all(piece.endswith("……的一门科学") and len(piece) <= 26 for piece in short)


def test_a_definition_without_a_genus_is_not_cut() -> None:
    text = "先把数据按块读入内存，再逐块排序，然后归并，最后写回磁盘"
    assert not list(shortened(text, Span(0, len(text)), 20))


def test_telling_clauses_come_first() -> None:
    text = "以规划为引领，加强日常管理，推广滴灌、喷灌、渗灌，守好水源"
    found = [text[slice(*span)] for span in measures(text, Span(0, len(text)))]
    assert found[0] == "推广滴灌、喷灌、渗灌"
    assert found[-1] == "以规划为引领"


# ---- properties ---------------------------------------------------------

_WORDS = st.text(alphabet="江河湖海山川田野风云雨雪的和", min_size=1, max_size=9)


@given(st.lists(st.tuples(_WORDS, _WORDS), max_size=24))
def test_sets_are_one_to_one_and_tell_nothing(pairs: list[tuple[str, str]]) -> None:
    for rows in sets_of(candidates(*pairs), PLAIN):
        premises = [row.candidate.text for row in rows]
        responses = [row.response.text for row in rows]
        assert 3 <= len(rows) <= MOST
        assert len(set(premises)) == len(premises)
        assert len(set(responses)) == len(responses)
        assert not any(
            tells(premise, response, premises, responses)
            for premise, response in zip(premises, responses, strict=True)
        )


@given(st.integers(min_value=0, max_value=64))
def test_parts_are_all_there_and_about_as_long(count: int) -> None:
    rows = [Row(one, one.responses[0]) for one in candidates(*[("江", "河")] * count)]
    found = [list(part) for part in parts(rows)]
    assert [row for part in found for row in part] == rows
    assert all(len(part) <= MOST for part in found)
    assert max(map(len, found), default=0) - min(map(len, found), default=0) <= 1


def test_what_schools_hold_is_asked_as_their_view() -> None:
    found = sets(
        "# 知识从哪里来\n\n经验论认为，知识来自人的感觉和观察。\n\n唯理论认为，真理出于心中固有的原则。\n\n"
        "实用主义认为，有用的信念才算可靠。\n"
    )
    assert not any("概念与定义" in title for title in found)
