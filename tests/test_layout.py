"""Reading order: nothing lost, nothing twice, torn sentences mended and whole ones left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.layout import lay_out
from quizgen.layout.sentences import split_sentences
from quizgen.model import Document, Source

PROSE = (
    "桥梁按受力方式可以分为梁桥、拱桥、悬索桥和斜拉桥四类。梁桥构造简单，适合跨度不大的河道。",
    "拱桥把竖向的重量变成沿拱圈传递的压力，因此可以用石头砌成。古代工匠在没有钢材的条件下修建了许多石拱桥。",
    "悬索桥以承受拉力的缆索作为主要承重构件。缆索挂在两座高塔之上，两端锚固在岸边的巨大混凝土块里。",
    "斜拉桥的拉索直接连接桥塔和桥面，不需要专门的锚碇。近几十年来，它成为跨越大江大河的常用桥型。",
    "选择桥型要综合考虑地质、航运、造价和施工条件。工程师往往先比较几个方案，再决定采用哪一种。",
)


def lay(text: str, form: str = "txt") -> Document:
    return lay_out(Source("t", "", text, form))


def bodies(document: Document) -> list[str]:
    return [
        "".join(document.slice(paragraph.span).split())
        for article in document.articles
        for paragraph in article.paragraphs
    ]


def check_invariant(document: Document) -> None:
    """Each visible character is in one place, and the pieces tile the reading text."""
    source = document.source.text
    times = [0] * len(source)
    at = 0
    for piece in document.pieces:
        assert piece.start == at < piece.end
        at = piece.end
        if piece.source_start >= 0:
            origin = source[piece.source_start : piece.source_start + piece.end - piece.start]
            reading = document.text[piece.start : piece.end]
            assert origin.split() == reading.split()
            for place in range(piece.source_start, piece.source_start + len(origin)):
                times[place] += 1
    assert at == len(document.text)
    for dropped in document.dropped:
        assert dropped.reason
        for place in range(dropped.start, dropped.end):
            times[place] += 1
    wrong = [(k, source[k], n) for k, n in enumerate(times) if n != 1 and not source[k].isspace()]
    assert not wrong
    covered = 0
    for article in document.articles:
        for paragraph in article.paragraphs:
            assert covered <= paragraph.span.start < paragraph.span.end <= len(document.text)
            assert "\n" not in document.slice(paragraph.span)
            covered = paragraph.span.end
            for sentence in paragraph.sentences:
                assert paragraph.span.contains(sentence.span)


# ---- the invariant ------------------------------------------------------


def test_no_character_of_a_seed_is_lost_or_doubled(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    check_invariant(lay(text, seed.suffix[1:]))


_PARTS = st.sampled_from(
    [
        *PROSE, "王小明", "作者：李大海、王小明", "作者单位：石桥大学", "（一）", "1.", "2\n.", "# ", "#",
        "**", "`", "[桥](b)", "|甲|乙|", "|-|-|", "```", "- ", "<p>", "&nbsp;", "\n", "\n\n", " ",
        "\u3000", "— 3 —", "一、概说", "第三章", "\r", "\u2028", "\x0c", "a b", "。”", "“", "2024年",
    ]
)  # fmt: skip


@given(st.lists(_PARTS | st.text(max_size=6), max_size=30), st.sampled_from(["txt", "md"]))
def test_any_text_keeps_the_invariant(parts: list[str], form: str) -> None:
    check_invariant(lay("".join(parts), form))


# ---- time -------------------------------------------------------------


@pytest.mark.parametrize("sign", ["#", "*", "[", "`", "<a", "&", " ", "（", "“", "|"])
@pytest.mark.parametrize("form", ["txt", "md"])
def test_long_runs_of_a_sign_are_one_pass(sign: str, form: str) -> None:
    # Text of this length is hopeless for anything that looks back over the run at each sign.
    check_invariant(lay("# " + sign * 200_000 + "桥", form))


# ---- what is joined and what is not -------------------------------------


def test_a_word_cut_in_two_is_one_word_again() -> None:
    assert bodies(lay("工程师希望尽快实\n\n现这一设想。")) == ["工程师希望尽快实现这一设想。"]


@pytest.mark.parametrize(
    "text",
    [
        "桥梁工程的历史很长。\n一、古代的桥\n石桥多见于山区。",  # a heading stays by itself
        "施工分三步。\n- 打桩\n- 立塔\n- 架梁",  # so do the items of a list
        "他问：“桥修好了吗？”\n“还没有。”\n大家都沉默了。",  # and turns of a dialogue
    ],
)
def test_what_stands_by_itself_is_not_joined(text: str) -> None:
    document = lay(text)
    assert document.text.split("\n") == text.split("\n")


@pytest.mark.parametrize(
    "line", ["— 12 —", "第8页", "责任编辑：王小明", "联系电话：0000-1234567", "www.example.org/a"]
)
def test_furniture_in_mid_sentence_is_dropped_and_the_sentence_joined(line: str) -> None:
    document = lay(f"悬索桥的缆索挂在两座高\n{line}\n塔之上。")
    assert bodies(document) == ["悬索桥的缆索挂在两座高塔之上。"]
    assert [dropped.reason for dropped in document.dropped] == ["furniture"]


def test_a_sentence_that_stops_is_doubtful() -> None:
    document = lay("石桥多见于山区。缆索挂在两座高\n\n一、斜拉桥\n斜拉桥不需要锚碇。")
    first = next(document.articles[0].paragraphs)
    assert first.incomplete
    assert [sentence.doubtful for sentence in first.sentences] == [False, True]


def test_head_and_tail_of_an_article() -> None:
    document = lay("桥与河\n王小明\n石桥多见于山区。\n作者单位：石桥大学")
    (article,) = document.articles
    assert article.title
    assert document.slice(article.title) == "桥与河"
    assert [document.slice(author) for author in article.authors] == ["王小明"]
    assert article.affiliation
    assert document.slice(article.affiliation) == "石桥大学"
    assert [dropped.reason for dropped in document.dropped] == ["label"]


def test_stray_spaces_and_residues_leave_the_text_alone() -> None:
    document = lay("<p>悬索桥 以缆索&nbsp;为主要承重 构件。</p>")
    assert document.text == "悬索桥以缆索为主要承重构件。"


def test_markdown_keeps_cells_levels_and_emphasis() -> None:
    text = "# 桥\n\n## 类型\n\n**拱桥**可以用石头砌成。\n\n- 甲\n  - 乙\n\n| 桥 | 材料 |\n|---|---|\n| 拱桥 | 石 |\n"
    document = lay(text, "md")
    (article,) = document.articles
    assert [document.slice(span) for span in document.emphasis] == ["拱桥"]
    rows = [p for p in article.paragraphs if p.kind == "table-row"]
    assert [[document.slice(c) for c in p.cells] for p in rows] == [["桥", "材料"], ["拱桥", "石"]]
    assert [p.is_header for p in rows] == [True, False]
    assert [p.level for p in article.paragraphs if p.kind == "list-item"] == [1, 2]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他说：“桥通了。”大家都很高兴。", ["他说：“桥通了。”", "大家都很高兴。"]),
        ("桥长3.5千米；塔高200米。", ["桥长3.5千米；塔高200米。"]),
        ("通了！真的？真的。", ["通了！", "真的？", "真的。"]),
    ],
)
def test_sentences_take_their_closing_quotes_along(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


_NOTES = """# 第二章 心理

## 2.1 心理过程

感觉是人脑对直接作用于感官的事物的个别属性的反映

知觉在感觉的基础上产生，它把一件事物的许多属性合成一个整体

事物总是由许多部分构成的

知觉有四个特性

## 2.2 记忆

记忆按保持的时间分为三类，时间越长的越牢固

> * 瞬时记忆：保持一秒左右
> * 短时记忆：保持一分钟以内
"""


def test_notes_without_end_marks_are_whole() -> None:
    paragraphs = [
        paragraph
        for article in lay(_NOTES, "md").articles
        for section in article.sections
        for paragraph in section.paragraphs
    ]
    assert not any(p.incomplete or any(s.doubtful for s in p.sentences) for p in paragraphs)
    assert [p.kind for p in paragraphs] == ["prose"] * 5 + ["list-item"] * 2


def test_where_hashes_mark_the_headings_a_short_line_is_none() -> None:
    document = lay(_NOTES, "md")
    headings = [section.heading for article in document.articles for section in article.sections]
    found = [document.slice(heading) for heading in headings if heading]
    assert found == ["2.1 心理过程", "2.2 记忆"]


def test_a_word_that_wants_more_is_doubtful_in_notes_too() -> None:
    text = _NOTES + "\n## 2.3 遗忘\n\n遗忘的进程先快后慢，这是因为人的"
    last = list(lay(text, "md").articles[-1].paragraphs)[-1]
    assert last.incomplete


def test_a_wrapped_rule_of_short_items_is_joined_line_by_line() -> None:
    """Fewer than half of its lines reach the edge."""
    text = (
        "古树名木养护规程\n"
        "第一条　为了规范古树名木的养护，明确养护人的责任，防止人为损\n"
        "害，制定本规程。\n"
        "第二条　养护人发现树木受损的，应当在一日内报告；情况紧急的不\n"
        "得迟报。\n"
        "第三条　养护分为以下等级：\n"
        "（一）一级养护；\n（二）二级养护；\n（三）三级养护。\n"
        "第四条　养护记录应当写明下列内容：\n"
        "（一）树种和树龄；\n（二）浇水和施肥的时间、用量以及养护人员的姓名和联系方\n式；\n"
        "（三）病虫害；\n（四）修剪情况；\n（五）其他应当写明的情况。\n"
        "第五条　县级主管部门每年检查一次养护情况，并且向社会公布检查\n"
        "结果。\n"
        "第六条　养护人拒不履行义务的，由县级主管部门责令改正，并且可\n"
        "以处罚款。\n"
    )
    found = bodies(lay(text))
    for sentence in (
        "防止人为损害，制定本规程。",
        "不得迟报。",
        "联系方式；",
        "公布检查结果。",
        "可以处罚款。",
    ):
        assert sum(paragraph.endswith(sentence) for paragraph in found) == 1, sentence
