"""Sentences with gaps: the blanks fill up to the source again and nothing tells them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.items.stems import LONGEST, SHORTEST, cue_of, is_balanced, leaks, leans, stem_of
from quizgen.model import FillBlank, Span
from quizgen.pipeline import study
from quizgen.reading import read_bytes

SENTENCES = (
    "渗透压是指溶液中溶质微粒对水的吸引力。",
    "细胞膜主要由脂质、蛋白质和糖类组成。",
    "首先，遗传信息储存在脱氧核糖核酸之中，简称DNA。",
    "这是他第三次来到这里。",
    "同时，湖面的面积达到4583平方公里，比十年前有所增加。",
    "计算机网络按覆盖范围分为局域网、城域网、广域网。",
    "灌溉系统包括水源工程、输水渠道、田间设施等部分。",
    "人们把冬天不吃不动的状态称为“冬眠”。",
)
TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8, unique=True)


@cache
def asked(text: str) -> tuple[FillBlank, ...]:
    items = study(read_bytes(text.encode(), "notes.txt")).items
    return tuple(item for item in items if isinstance(item, FillBlank))


@settings(max_examples=40)
@given(TEXT)
def test_stems_with_filled_blanks_are_the_source(sentences: list[str]) -> None:
    text = "".join(sentences)
    for item in asked(text):
        at, filled = 0, ""
        for blank, key in zip(item.blanks, item.keys, strict=True):
            assert blank.start >= at
            filled += item.stem[at : blank.start] + key
            at = blank.end
        assert filled + item.stem[at:] in text
        assert not leaks(item.stem, [(blank.start, blank.end) for blank in item.blanks])
        assert not any(key in blank.cue for blank in item.blanks for key in item.keys)
        assert "\n" not in item.stem
        assert SHORTEST <= len(item.stem) <= LONGEST
        assert 0 <= item.score <= 1


@settings(max_examples=40)
@given(TEXT)
def test_ids_are_unique_and_the_same_again(sentences: list[str]) -> None:
    text = "".join(sentences)
    ids = [item.id for item in asked(text)]
    again = study(read_bytes(text.encode(), "notes.txt")).items
    assert len(set(ids)) == len(ids)
    assert ids == [item.id for item in again if isinstance(item, FillBlank)]


def test_a_counted_list_is_asked_whole_and_its_order_is_free() -> None:
    found = asked("计算机网络按覆盖范围分为局域网、城域网、广域网。")
    whole = [item for item in found if item.keys == ("局域网", "城域网", "广域网")]
    assert len(whole) == 1
    assert whole[0].order_free
    assert "顺序不限" in whole[0].note


def test_a_sentence_that_leans_on_another_is_not_asked() -> None:
    assert asked("这是他第三次来到这里。") == ()


def test_a_stem_starts_after_the_connective() -> None:
    text = "首先，细胞膜主要由脂质和蛋白质组成。"
    key = Span(text.index("脂质"), text.index("脂质") + 2)
    stem = stem_of(text, Span(0, len(text)), [key])
    assert stem is not None
    assert text[stem.start : stem.end] == "细胞膜主要由脂质和蛋白质组成。"


@pytest.mark.parametrize("text", ["它由两部分组成。", "该方法适用于土壤。", "其作用在于保温。"])
def test_words_that_point_back(text: str) -> None:
    assert leans(text, Span(0, len(text)))


@pytest.mark.parametrize("text", ["其次要求保温。", "此外还有土壤。", "这些年雨水减少。"])
def test_words_that_only_look_as_if_they_pointed_back(text: str) -> None:
    assert not leans(text, Span(0, len(text)))


def test_most_of_a_key_elsewhere_is_a_leak() -> None:
    stem = "光合作用的场所是叶绿体，光合反应分两步。"
    assert leaks("冬眠就是冬眠的状态。", [(0, 2)])
    assert leaks("叶绿体色素存在于叶绿体。", [(0, 5)])
    assert not leaks(stem, [(0, 4)])


@given(st.text(alphabet="细胞膜渗透压叶绿体", min_size=2, max_size=12))
def test_a_cue_never_holds_the_key(key: str) -> None:
    assert key not in cue_of(key)
    assert str(len(key)) in cue_of(key)


def test_balance_of_quotes_and_brackets() -> None:
    assert is_balanced("称为“冬眠”（见下）")
    assert not is_balanced("称为“冬眠")
