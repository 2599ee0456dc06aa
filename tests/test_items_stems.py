"""What is printed of a sentence, what tells its key, and what helps beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.items.balance import is_balanced
from quizgen.items.cues import cue_of, first_characters
from quizgen.items.leaks import leaks
from quizgen.items.lists import whole_members
from quizgen.items.stems import leans, stems_of
from quizgen.items.subjects import Subjects
from quizgen.language import default_language
from quizgen.layout import lay_out
from quizgen.model import Definition, Document, Span
from quizgen.reading import read_bytes

LANGUAGE = default_language()


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def stems(text: str, *keys: str, sentence: str = "", frame: str = "", term: str = "") -> list[str]:
    """The stems of a sentence of a text (the whole, if not said), as they are printed."""
    document: Document = lay_out(read_bytes(f"桥边\n\n{text}".encode(), "notes.txt"))
    defined = [Definition("test", place(text, term), place(text, term))] if term else []
    subjects = Subjects(document, defined, LANGUAGE)
    found = stems_of(
        document.text,
        place(document.text, sentence or text),
        [place(document.text, key) for key in keys],
        subjects,
        place(document.text, frame) if frame else None,
    )
    return [stem.text for stem in found]


def test_a_stem_starts_after_connectives() -> None:
    text = "首先，细胞膜主要由脂质和蛋白质组成。"
    assert stems(text, "脂质") == ["细胞膜主要由脂质和蛋白质组成。"]


def test_numbers_of_articles_are_no_part_of_a_stem() -> None:
    text = "第四条古桥保护坚持属地管理、科学养护的原则。"
    assert stems(text, "属地管理")[0] == "古桥保护坚持属地管理、科学养护的原则。"


def test_a_cut_stem_is_given_its_subject() -> None:
    text = "湿地是地球的肾，它们分布很广，能够调节径流、净化水质、固定碳素，还为迁徙的候鸟提供了栖息的地方。"
    cut = [stem for stem in stems(text, "调节径流") if stem.startswith("〔")]
    assert cut
    assert all(stem.startswith("〔湿地〕能够调节径流") for stem in cut)


def test_a_frame_stands_before_the_elision() -> None:
    text = "建设节水型灌区，就是要改造渠道，推广滴灌，完善计量设施，把每一方水用在作物最需要的时候，让农民少跑路。"
    found = stems(text, "计量设施", frame="建设节水型灌区，就是要")
    assert found[0] == text
    assert found[-1].startswith("建设节水型灌区，就是要……完善计量设施")


def test_a_pronoun_is_explained_by_the_subject_before() -> None:
    text = "液泡是植物细胞特有的细胞器。它由单层膜和细胞液组成。"
    second = "它由单层膜和细胞液组成。"
    assert stems(text, "单层膜", sentence=second, term="液泡") == [
        "它〔液泡〕由单层膜和细胞液组成。"
    ]


def test_a_pronoun_that_nothing_explains_gives_no_stem() -> None:
    assert stems("它由单层膜和细胞液组成。", "单层膜") == []


def test_an_antecedent_that_tells_the_key_gives_no_stem() -> None:
    text = "液泡是植物细胞特有的细胞器。其中的色素使液泡显出颜色。"
    assert stems(text, "液泡显出", sentence="其中的色素使液泡显出颜色。", term="液泡") == []


@pytest.mark.parametrize("text", ["它由两部分组成。", "该方法适用于土壤。", "其作用在于保温。"])
def test_words_that_point_back(text: str) -> None:
    assert leans(text, Span(0, len(text)))


@pytest.mark.parametrize("text", ["其次要求保温。", "此外还有土壤。", "这些年雨水减少。"])
def test_words_that_only_look_as_if_they_pointed_back(text: str) -> None:
    assert not leans(text, Span(0, len(text)))


def test_balance_of_quotes_and_brackets() -> None:
    assert is_balanced("称为“冬眠”（见下）")
    assert not is_balanced("称为“冬眠")


# ---- leaks --------------------------------------------------------------


def test_most_of_a_key_elsewhere_is_a_leak() -> None:
    assert leaks("冬眠就是冬眠的状态。", [(0, 2)])
    assert leaks("叶绿体色素存在于叶绿体。", [(0, 5)])
    assert not leaks("光合作用的场所是叶绿体，光合反应分两步。", [(8, 11)])


def test_the_telling_piece_of_a_key_elsewhere_is_a_leak() -> None:
    stem = "推进向西开放，构建内外兼顾、向西为主的格局。"
    at = stem.index("向西为主")
    assert leaks(stem, [(at, at + 4)], LANGUAGE)


def test_a_class_name_elsewhere_is_none() -> None:
    stem = "细胞器有双层膜的线粒体，也有合成车间内质网膜。"
    at = stem.index("双层膜")
    assert not leaks(stem, [(at, at + 3)], LANGUAGE)


def test_a_piece_that_siblings_share_is_none() -> None:
    stem = "治理要发现问题、分析问题、解决问题，问题不过夜。"
    gaps = [(at, at + 4) for at in (3, 8, 13)]
    assert not leaks(stem, gaps, LANGUAGE)


# ---- lists and cues -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("把井水、雨水、矿井水等纳入配置。", ("井水", "雨水", "矿井")),
        ("为提高产品质量、压缩成本、增进效率而努力。", ("产品质量", "压缩成本", "增进效率")),
        ("因时而变、因地制宜、因势利导。", ("时而变", "因地制宜", "因势利导")),
    ],
)
def test_lists_with_a_cut_member(text: str, members: tuple[str, ...]) -> None:
    spans = [place(text, member) for member in members]
    assert not whole_members(text, spans, LANGUAGE)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("可采取改良土壤、修补树洞、加固支撑等措施。", ("改良土壤", "修补树洞", "加固支撑")),
        ("坚定不移强龙头、补链条、聚集群。", ("强龙头", "补链条", "聚集群")),
        ("具有基础性、原创性、颠覆性技术。", ("基础性", "原创性", "颠覆性")),
    ],
)
def test_lists_of_whole_members(text: str, members: tuple[str, ...]) -> None:
    spans = [place(text, member) for member in members]
    assert whole_members(text, spans, LANGUAGE)


@given(st.text(alphabet="细胞膜渗透压叶绿体", min_size=2, max_size=12))
def test_a_cue_never_holds_the_key(key: str) -> None:
    assert key not in cue_of(key)
    assert str(len(key)) in cue_of(key)


def test_first_characters_tell_rivals_apart() -> None:
    assert first_characters(("科技创新", "绿色转型")) == "首字：科、绿"
    assert first_characters(("大基地", "大通道")) == "都以“大”开头"
    assert first_characters(("IP", "ARP")) == ""


# ---- lines with a label -------------------------------------------------


def test_a_line_with_a_label_is_given_its_heading() -> None:
    text = "桥边\n\n一、引水运动（1921—1930）\n\n领导人：中游有陈文山，下游有林阿福、赵水生、何大渠\n\n"
    document = lay_out(read_bytes(text.encode(), "notes.txt"))
    keys = [place(document.text, name) for name in ("林阿福", "赵水生", "何大渠")]
    at = document.text.index("领导人")
    sentence = Span(at, keys[-1].end)
    subjects = Subjects(document, [], LANGUAGE)
    printed = [stem.text for stem in stems_of(document.text, sentence, keys, subjects)]
    assert printed[0].startswith("〔引水运动〕领导人：")


def test_a_label_without_a_heading_gives_no_stem() -> None:
    assert stems("领导人：中游有陈文山，下游有林阿福、赵水生", "林阿福") == []


def test_a_cut_never_parts_a_condition_from_what_follows() -> None:
    text = "渠道发生渗漏的，应当在二十四小时以内查明原因，并报告水利站，由水利站派人修补渠底和两侧的衬砌。"
    assert not any(stem.startswith("应当") for stem in stems(text, "二十四小时"))


def test_a_definition_is_never_cut_before_its_noun() -> None:
    text = "灌渠养护是指对渠道采取清淤、补漏、加固等措施，使其恢复输水能力的日常活动。"
    assert not any(stem.endswith("等措施") for stem in stems(text, "清淤"))


def test_a_subject_is_never_left_alone() -> None:
    text = "一九六五年建成的东干渠第三节制闸和它旁边的那座小型水轮泵站，是全县灌区里最早用上电的地方，也是当年青年突击队的营地，如今成了孩子们认识渠道、认识水闸、认识庄稼的第一间课堂。"
    assert not any(stem.endswith("水轮泵站") for stem in stems(text, "水轮泵站"))
