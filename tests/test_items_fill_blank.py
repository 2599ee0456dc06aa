"""Sentences with gaps: the blanks fill up to the source again and nothing tells them."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.items.leaks import leaks
from quizgen.items.stems import ELISION, LONGEST, SHORTEST
from quizgen.language import default_language
from quizgen.model import FillBlank
from quizgen.pipeline import study
from quizgen.reading import read_bytes

SENTENCES = (
    "渗透压是指溶液中溶质微粒对水的吸引力。",
    "细胞膜主要由脂质、蛋白质和糖类组成。",
    "首先，遗传信息储存在脱氧核糖核酸之中，简称DNA。",
    "这里冬天很少下雪。",
    "同时，湖面的面积达到4583平方公里，比十年前有所增加。",
    "计算机网络按覆盖范围分为局域网、城域网、广域网。",
    "灌溉系统包括水源工程、输水渠道、田间设施等部分。",
    "人们把冬天不吃不动的状态称为“冬眠”。",
    "泥沙按粒径分为悬移质和推移质两类。",
    "1953年，陈文山提出了梯级蓄水方案。",
    "泥沙的沉积主要发生在河流入海口。",
    "擅自取水的，处二千元以上五千元以下罚款。",
)
TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8, unique=True)


def wrapped(text: str, width: int) -> str:
    """The text in lines of one width, never broken within a number or a Latin word."""
    lines = []
    while len(text) > width:
        at = width
        while not re.fullmatch("[\u4e00-\u9fff]{2}", text[at - 1 : at + 1]):
            at -= 1
        lines.append(text[:at])
        text = text[at:]
    return "\n".join([*lines, text])


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
        assert filled + item.stem[at:] == item.stem
        for piece in re.split(f"〔[^〕]*〕|{ELISION}", item.stem):
            assert piece in text
        gaps = [(blank.start, blank.end) for blank in item.blanks]
        assert not leaks(item.stem, gaps, default_language())
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


@settings(max_examples=40)
@given(TEXT)
def test_ids_follow_from_what_is_asked(sentences: list[str]) -> None:
    """Neither a paragraph before, nor the file's name, nor where lines break changes an id."""
    text = "".join(sentences)
    ids = {item.id for item in asked(text)}
    before = f"湖边的老人每天早起散步。\n\n{text}"
    assert ids <= {item.id for item in asked(before)}
    renamed = study(read_bytes(text.encode(), "other.txt")).items
    assert ids == {item.id for item in renamed if isinstance(item, FillBlank)}


@settings(max_examples=40)
@given(st.permutations(SENTENCES), st.integers(26, 40))
def test_ids_stay_when_lines_are_wrapped_otherwise(sentences: list[str], width: int) -> None:
    text = "".join(sentences)
    assert {item.id for item in asked(text)} == {item.id for item in asked(wrapped(text, width))}


def test_a_counted_list_is_asked_whole_and_its_order_is_free() -> None:
    found = asked("计算机网络按覆盖范围分为局域网、城域网、广域网。")
    whole = [item for item in found if item.keys == ("局域网", "城域网", "广域网")]
    assert len(whole) == 1
    assert whole[0].order_free
    assert "顺序不限" in whole[0].note


def test_a_sentence_that_leans_on_another_is_not_asked() -> None:
    assert asked("这是他第三次来到这里，带走了“冬眠”的种子。") == ()
