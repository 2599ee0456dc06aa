"""Lists to be recalled, and terms to be explained: the question, the key, what is left out."""

from __future__ import annotations

import pytest

from quizgen.items.prompts import asked
from quizgen.model import ListRecall, Term
from quizgen.pipeline import study
from quizgen.reading import read_bytes


def lists(text: str, name: str = "notes.md") -> dict[str, ListRecall]:
    """The lists that a text asks for, by their prompts."""
    items = study(read_bytes(text.encode(), name)).items
    return {item.prompt: item for item in items if isinstance(item, ListRecall)}


def terms(text: str) -> dict[str, str]:
    items = study(read_bytes(text.encode(), "notes.md")).items
    return {item.term_text: item.definiens_text for item in items if isinstance(item, Term)}


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("许可证应当载明下列事项", "许可证应当载明哪些事项？写出4项。"),
        ("水的循环分为四个阶段", "水的循环分为哪四个阶段？"),
        ("水质可以分为以下四级", "水质可以分为哪四级？"),
        ("水质的变化有下列几种情况", "水质的变化有哪几种情况？写出4项。"),
        ("常见的水生植物有", "常见的水生植物有哪4项？"),
        ("湿地的作用", "湿地的作用有哪4项？"),
        ("有下列情形之一的，应当停业", "有下列情形之一的，应当停业。写出4项。"),
    ],
)
def test_a_lead_becomes_a_question(said: str, question: str) -> None:
    assert asked(said, "4项") == question


def test_points_under_a_lead() -> None:
    found = lists(
        "# 湿地\n\n湿地的保护应当采取下列措施：\n\n1. 划定核心区的边界\n2. 恢复原有的水系\n3. 限制周边的开垦\n"
    )
    (prompt,) = found
    assert prompt == "湿地的保护应当采取哪些措施？写出3项。"
    assert found[prompt].note == "顺序不限"


def test_the_order_of_steps_counts() -> None:
    found = lists(
        "# 取水\n\n取水样分为三个步骤：\n\n1. 冲洗采样的瓶子\n2. 在水面以下灌满\n3. 加入固定用的试剂\n"
    )
    assert [item.note for item in found.values()] == ["按顺序"]


def test_a_bare_label_is_asked_of_its_heading() -> None:
    found = lists(
        "# 水利史\n\n## 二、开渠运动（1958—1960）\n\n失败原因：\n\n1. 规划缺少勘测\n2. 粮食供应不足\n3. 工具过于简陋\n"
    )
    assert "开渠运动的失败原因有哪3项？" in found


def test_a_lead_that_points_back_is_not_asked() -> None:
    assert not lists(
        "# 取水\n\n上述问题体现在三个方面：\n\n1. 水量逐年减少\n2. 水质时好时坏\n3. 水价长期偏低\n"
    )


def test_particulars_are_no_list() -> None:
    assert not lists(
        "# 水利史\n\n## 一、开渠运动\n\n- 领导人：王守义、李大成\n- 口号：向荒山要水\n- 结果：三年修渠四百里\n"
    )


def test_two_lists_under_one_heading_are_not_asked_by_it() -> None:
    text = (
        "# 水库\n\n## 管护要领\n\n- 定期清理淤积的泥沙。\n- 及时修补开裂的坝面。\n- 按时校准水位的标尺。\n\n值守的人另有分工。\n\n"
        "- 白天巡查两岸的围栏。\n- 夜里记录闸门的开度。\n- 雨前检查泄洪的通道。\n"
    )
    assert not any("管护要领" in prompt for prompt in lists(text))


def test_a_member_in_the_prompt_gives_no_question() -> None:
    assert not lists("# 河流\n\n细沙、中沙和粗沙等细沙、中沙、粗沙被分为三类。\n")


def test_terms_are_what_the_text_defines() -> None:
    found = terms(
        "# 河流\n\n径流是指沿着地表或地下流动的水。\n\n水文站是观测和记录河流水情的场地设施。\n"
        "\n水文站是水利建设的重要基础。\n"
    )
    assert found["径流"] == "沿着地表或地下流动的水"
    assert "水利建设的重要基础" not in found.values()


def test_rows_of_a_table_are_terms_only_if_it_defines() -> None:
    rows = "| 拱券 | 用石块砌成的弧形结构 |\n| 主缆 | 悬挂在塔间的粗大钢索 |\n"
    assert terms(f"# 桥梁\n\n| 名称 | 定义 |\n|---|---|\n{rows}")
    assert not terms(f"# 桥梁\n\n| 名称 | 造价变化的影响 |\n|---|---|\n{rows}")


@pytest.mark.parametrize(
    "line",
    [
        "领导人：王守义、李大成和张有田三个人",
        "不足之处：这种做法的成本高而收效慢",
        "建渠单位：东渠公司、西渠公司、南渠公司",
    ],
)
def test_labels_and_bare_lists_are_no_terms(line: str) -> None:
    assert not terms(f"# 水利史\n\n- {line}\n- {line}。\n")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("经验论认为，知识的来源是人的感觉和反复的观察。", "经验论"),
        ("“水库是河流的囚笼和人类的纪念碑式建筑”，有人这样写道。", "水库"),
        ("水库是调节径流、保障供水的重要设施的前提。", "水库"),
    ],
)
def test_views_opinions_and_roles_are_no_meanings(text: str, term: str) -> None:
    assert term not in terms(f"# 水库\n\n{text}\n")


def test_letters_alone_are_no_list() -> None:
    assert not lists("# 地址\n\n地址按照网络的大小分为A、B、C、D、E五类，各有各的用途。\n")
