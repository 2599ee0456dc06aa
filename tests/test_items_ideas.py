"""What a sentence is asked for: its slots, pairs and figures, each with look-alikes that are none."""

from __future__ import annotations

import pytest

from quizgen.items.amounts import amounts
from quizgen.items.ideas import ideas
from quizgen.items.lists import has_even_edges
from quizgen.items.pairs import pairs
from quizgen.items.places import Places
from quizgen.items.slots import slots
from quizgen.items.wording import Wording
from quizgen.items.worth import is_plain, is_worth_asking
from quizgen.language import default_language
from quizgen.layout import lay_out
from quizgen.model import Findings, KeyPhrase, Span
from quizgen.reading import read_bytes

LANGUAGE = default_language()


def asked(sentence: str) -> list[tuple[str, tuple[str, ...]]]:
    """Rule and keys of each idea that the build of a sentence gives."""
    span = Span(0, len(sentence))
    wording = Wording(sentence, span, LANGUAGE)
    found = [*slots(wording), *pairs(wording), *amounts(sentence, span)]
    return [(idea.rule, tuple(sentence[slice(*key)] for key in idea.keys)) for idea in found]


@pytest.mark.parametrize(
    ("sentence", "rule", "keys"),
    [
        ("植物体内的水分散失到大气中的过程称为蒸腾作用。", "slot_named", ("蒸腾作用",)),
        ("这项制度后来被称作“井灌法”。", "slot_named", ("井灌法",)),
        ("1987年，陈文山提出了梯级蓄水方案。", "slot_made", ("梯级蓄水方案",)),
        ("全县启动千塘万渠工程。", "slot_programme", ("千塘万渠",)),
        ("湖泊为候鸟提供越冬场所。", "slot_gives", ("越冬场所",)),
        ("治沙以防护林为主要手段。", "slot_by", ("防护林",)),
        ("泥沙按粒径分为悬移质和推移质两类。", "pair_counted", ("悬移质", "推移质")),
        ("水轮机由转轮和导叶组成。", "pair_counted", ("转轮", "导叶")),
        ("提高蓄水能力和灌溉效率。", "pair_of_one_form", ("蓄水能力", "灌溉效率")),
        ("渠道全长128公里。", "number", ("128",)),
        ("修缮申请自收到之日起十五日内答复。", "number_limit", ("十五日",)),
        ("1953年，大坝动工兴建。", "date", ("1953年",)),
    ],
)
def test_the_build_of_a_sentence_points_to_a_key(
    sentence: str, rule: str, keys: tuple[str, ...]
) -> None:
    assert (rule, keys) in asked(sentence)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("这座小桥称为它们的回家路。", "a pronoun is no name"),
        ("水利站应当建立用水档案。", "nobody in particular made it, and it is a duty"),
        ("全县启动这一工程。", "it is not named"),
        ("水库为下游带来更多好处。", "a wording among many"),
        ("水轮机由铸铁制成。", "one material"),
        ("巡渠人员应当认真查看、及时上报。", "a manner has many wordings"),
        ("他带着铁锹和竹筐。", "short nouns in passing"),
        ("渠道长128公里，宽12米。", "one number could be taken for the other"),
        ("1953年，局长在会上指出，大坝必须动工。", "the day of a speech"),
        ("1953年动工，1957年完工。", "one year could be taken for the other"),
        ("水位在3月28日达到高点。", "the day of a month counts nothing"),
        ("会议从1987年5月3日至15日召开。", "the end of a span of days counts nothing"),
        ("湖面比十年前大了。", "no limit of time"),
        ("老人说“少活20年也要修渠”。", "a number within somebody's words"),
    ],
)
def test_look_alikes_give_no_idea(sentence: str, why: str) -> None:
    assert asked(sentence) == [], why


@pytest.mark.parametrize(
    ("words", "is_even"),
    [
        (("节水优先", "空间均衡", "系统治理"), True),
        (("巩固堤防", "疏浚河道", "加固水闸"), True),
        (("提高单产", "品质", "效益"), False),
        (("进一步完善制度", "扩大灌区", "改良品种"), False),
        (("水电站由县里批准", "水闸", "水库"), False),
        (("淤积", "渗漏", "老化问题"), False),
        (("水", "节水灌溉工程", "渠"), False),
        (("推进修水渠", "建水闸", "护水源"), False),
    ],
)
def test_the_edges_of_a_list_are_built_like_its_middle(
    words: tuple[str, ...], is_even: bool
) -> None:
    assert has_even_edges(words, LANGUAGE) is is_even


@pytest.mark.parametrize(
    "sentence",
    [
        "（本文数据均为虚构）",
        "这一节需要掌握渠道的断面形式。",
        "元以下的罚款由水利站收取。",
        "什么是渠系水利用系数？",
        "渠道断面如图所示。",
    ],
)
def test_sentences_that_state_no_knowledge(sentence: str) -> None:
    assert not is_worth_asking(sentence)


@pytest.mark.parametrize("sentence", ["渠道的源头在山里。", "日常养护由村里负责。"])
def test_sentences_that_only_look_so(sentence: str) -> None:
    assert is_worth_asking(sentence)


@pytest.mark.parametrize("stem", ["流量Q = 流速 × 断面面积", "渠道有两类：①干渠；②支渠"])
def test_formulas_and_markers_are_no_running_text(stem: str) -> None:
    assert not is_plain(stem)


def test_a_cited_law_is_not_asked_and_a_work_is() -> None:
    text = "根据《水土保持条例》，坡地不得开垦。姚汉源著有《中国水利史纲要》，影响很大。"
    document = lay_out(read_bytes(f"水利\n\n{text}".encode(), "notes.txt"))
    works = ("水土保持条例", "中国水利史纲要")
    places = [(document.text.index(work), len(work)) for work in works]
    found = Findings(
        key_phrases=tuple(
            KeyPhrase("key_phrase_quoted", "work", Span(at, at + size)) for at, size in places
        )
    )
    keys = {
        document.slice(key)
        for _, idea in ideas(document, found, Places(document), LANGUAGE)
        for key in idea.keys
    }
    assert "中国水利史纲要" in keys
    assert "水土保持条例" not in keys


@pytest.mark.parametrize(
    ("sentence", "rule", "keys"),
    [
        ("渠水含沙，因而具有冲刷性。", "slot_quality", ("冲刷性",)),
        ("泥沙的沉积主要发生在河流入海口。", "slot_where", ("河流入海口",)),
        ("我们把节约用水作为治水方略。", "slot_as", ("治水方略",)),
        ("水龄在三十年以上的，为一级古井。", "slot_named", ("一级古井",)),
        ("干渠长32公里；支渠长128公里。", "number", ("32", "128")),
        ("擅自取水的，处二千元以上五千元以下罚款。", "number_bounds", ("二千元", "五千元")),
        ("这座闸直到1965年才建成。", "date", ("1965年",)),
    ],
)
def test_more_slots_and_figures(sentence: str, rule: str, keys: tuple[str, ...]) -> None:
    assert (rule, keys) in asked(sentence)


def test_a_unit_is_taken_whole() -> None:
    sentence = "全县灌溉面积达到46万亩。"
    (found,) = amounts(sentence, Span(0, len(sentence)))
    assert found.unit == "万亩"
