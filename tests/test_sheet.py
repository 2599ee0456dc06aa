"""The sheet: what stands in it, and what it must never hold."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.errors import InputError
from quizgen.export import paper
from quizgen.export.formats import Context
from quizgen.export.labels import labels_of
from quizgen.export.paper import widths
from quizgen.export.sheet import Options, export, export_sheet
from quizgen.export.wording import closing, shuffled
from quizgen.model import FillBlank, Item, Kind, ListRecall, Matching, Quiz, kind_of
from quizgen.pipeline import make_quiz
from quizgen.reading import read
from tests.anki_collection import sample
from tests.conftest import ROOT


def sheet(quiz: Quiz, **options: object) -> str:
    return export_sheet(quiz, Options(**options)).decode()  # type: ignore[arg-type]


def files(quiz: Quiz, **options: object) -> dict[str, str]:
    made = export(quiz, Options(**options), Context()).files  # type: ignore[arg-type]
    return {file.suffix: file.content.decode() for file in made}


def one(kind: type[Item]) -> Item:
    return next(item for item in sample().items if isinstance(item, kind))


class Page(HTMLParser):
    """What a browser would act on: elements, attributes, and the texts of style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: dict[str, list[str]] = {"style": [], "script": []}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in self.texts and self.cdata_elem:
            self.texts[self.tags[-1]].append(data)

    @property
    def policy(self) -> str:
        return next(value for _, value in self.attributes if "default-src" in value)


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_asks_for_nothing_and_runs_only_what_its_policy_names(seed: Path) -> None:
    page = Page(sheet(make_quiz([read(seed)], title=seed.stem)))
    assert page.tags.count("style") == 1
    assert page.tags.count("script") == 1
    (style,), (script,) = page.texts["style"], page.texts["script"]
    assert page.policy == (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    names = {name for name, _ in page.attributes}
    assert not names & {"src", "href", "style", "srcset", "action", "data", "poster"}
    assert not {name for name in names if name.startswith("on")}
    assert not re.search(r"url\(|@import", style)
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|eval|innerHTML)\b", script)
    assert dict(page.attributes)["lang"] == "zh-CN"


@pytest.mark.parametrize("key", ["separate", "teacher", "none"])
def test_without_a_key_there_is_no_script(key: str) -> None:
    page = Page(sheet(sample(), key=key))
    assert "script" not in page.tags
    assert "script-src 'none'" in page.policy
    assert not [name for name, _ in page.attributes if name == "data-answers"]


def words(html: str) -> str:
    """The text that is read, without what stands in attributes."""
    body = html.split("<body", 1)[1].split("<script", 1)[0]
    return re.sub(r"<[^>]*>", "", "<body" + body)


@pytest.mark.parametrize("key", ["end", "separate", "none"])
def test_no_answer_stands_among_the_questions(key: str) -> None:
    html = sheet(replace(sample(), items=(one(FillBlank), one(ListRecall))), key=key)
    questions = html.split('<section class="key">')[0].split("<h1>")[1]
    for answer in (*one(FillBlank).keys, "前期", "中期"):  # type: ignore[union-attr]
        assert answer not in questions
    assert ("中期" in html) is (key == "end")


def test_a_key_apart_is_a_file_of_its_own() -> None:
    made = files(sample(), key="separate", variants=2)
    assert set(made) == {"-A.html", "-B.html", "-参考答案.html"}
    key = words(made["-参考答案.html"])
    assert "参考答案（A 卷）" in key
    assert "参考答案（B 卷）" in key
    assert key.count("中期") == 2


def test_the_teacher_sees_answers_in_their_places() -> None:
    html = sheet(sample(), key="teacher")
    for answer in (*one(FillBlank).keys, "中期", "水分子通过半透膜的扩散"):  # type: ignore[union-attr]
        assert re.search(rf'class="[^"]*filled[^"]*">{answer}<', html), answer
    assert "参考答案" not in html
    assert 'class="blank' not in html


def test_answers_follow_their_questions() -> None:
    html = sheet(sample(), key="inline")
    assert [bool(re.search("答案：", part)) for part in html.split("<li id=")[1:]] == [True] * 4


def test_numbers_run_through_all_parts_and_lead_to_the_key() -> None:
    html = sheet(sample())
    assert re.findall(r'<li id="q(\d+)"', html) == ["1", "2", "3", "4"]
    assert re.findall(r'data-question="q(\d+)"', html) == ["1", "2", "3", "4"]


def test_marks_are_summed_by_part_and_in_all() -> None:
    html = words(sheet(sample(), marks="fill-blank=1,list-recall=0.5,matching=2,term=5"))
    blanks = len(one(FillBlank).blanks)  # type: ignore[union-attr]
    assert f"每空 1 分，共 {blanks} 分" in html
    assert "每点 0.5 分，共 1.5 分" in html
    assert "每线 2 分，共 6 分" in html
    assert "每题 5 分，共 5 分" in html
    assert f"满分 {blanks + 12.5:g} 分" in html


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("marks", "many", "'many' is no number of marks"),
        ("marks", "riddle=2", "'riddle' is no kind; there are fill-blank"),
        ("marks", "-1", "'-1' is no number"),
        ("variants", 0, "variants is 1 to 26"),
        ("variants", 27, "variants is 1 to 26"),
        ("minutes", -5, "minutes is 0 to 999"),
    ],
)
def test_what_no_paper_can_be_is_refused(option: str, value: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        Options(**{option: value})  # type: ignore[arg-type]


def test_variants_ask_the_same_in_another_order() -> None:
    quiz = make_quiz([read(ROOT / "seeds" / "biology.md")], title="生物")
    made = paper.papers(quiz, paper.Options(variants=3))
    assert [one.label for one in made] == ["A 卷", "B 卷", "C 卷"]
    orders = [[q.id for part in one.parts for q in part.questions] for one in made]
    assert len({tuple(order) for order in orders}) == 3
    assert len({frozenset(order) for order in orders}) == 1
    for one_ in made:
        for part in one_.parts:
            for q in part.questions:
                texts = dict(q.responses)
                pairs = {
                    (premise, texts[letter])
                    for premise, letter in zip(q.premises, q.joined, strict=True)
                }
                item = next(item for item in quiz.items if item.id == q.id)
                if isinstance(item, Matching):
                    assert pairs == {(p.premise_text, p.response_text) for p in item.pairs}
                    assert q.joined != tuple(sorted(q.joined)) or len(item.pairs) == 1
    again = paper.papers(quiz, paper.Options(variants=3))
    assert again == made
    assert paper.papers(replace(quiz, seed=1), paper.Options(variants=3))[1] != made[1]


def test_a_word_bank_holds_each_answer_once_and_no_cue() -> None:
    quiz = make_quiz([read(ROOT / "seeds" / "biology.md")], title="生物")
    (made,) = paper.papers(quiz, paper.Options(word_bank=True))
    part = made.parts[0]
    assert part.kind == Kind.FILL_BLANK
    asked = [item for item in quiz.items if kind_of(item) is Kind.FILL_BLANK]
    assert sum(len(group.questions) for group in part.groups) == len(asked)
    for group in part.groups:
        keys = {key for q in group.questions for key in q.key}
        assert set(group.words) == keys
        assert len(group.words) == len(keys)
        assert len(group.words) <= 15 or len(group.questions) == 1
        assert len(group.words) > 3
        assert not [piece for q in group.questions for piece in q.pieces if piece.cue]
    assert all(not group.words for other in made.parts[1:] for group in other.groups)


def test_blanks_fit_the_answer_or_are_all_alike() -> None:
    assert widths("光") == (4,)
    assert widths("光合作用") == (7,)
    assert widths("TCP") < widths("光合作")
    quiz = make_quiz([read(ROOT / "seeds" / "biology.md")], title="生物")
    even = set(re.findall(r"blank (w\d+)", sheet(quiz, blank_width="even")))
    assert even == {"w8"}
    assert len(set(re.findall(r"blank (w\d+)", sheet(quiz)))) > 2


@given(st.text(max_size=60))
def test_every_width_has_its_class_in_the_style(key: str) -> None:
    assert set(widths(key)) <= set(range(4, 13))
    assert len(widths(key)) <= 4


def test_a_sentence_is_whole_with_its_gaps_filled() -> None:
    quiz = make_quiz([read(ROOT / "seeds" / "marxism.txt")], title="原理")
    (made,) = paper.papers(quiz, paper.Options())
    stems = {
        item.id: item.stem + closing(item.stem)
        for item in quiz.items
        if isinstance(item, FillBlank)
    }
    questions = [q for part in made.parts for q in part.questions if q.id in stems]
    assert len(questions) == len(stems) > 0
    for q in questions:
        assert "".join(p.text + p.opening + p.key + p.glued for p in q.pieces) == stems[q.id]


def test_responses_never_stand_in_the_order_of_the_text() -> None:
    quiz = sample()
    item = one(Matching)
    assert isinstance(item, Matching)
    for seed in range(40):
        order = list(shuffled(replace(quiz, seed=seed), item))
        assert sorted(order) == [0, 1, 2]
        assert order != [0, 1, 2]


def pairs_of(count: int) -> Matching:
    """A matching item with `count` pairs."""
    item = one(Matching)
    assert isinstance(item, Matching)
    pair = item.pairs[0]
    return replace(
        item,
        pairs=tuple(
            replace(pair, premise_text=f"前项{n}", response_text=f"后项{n}") for n in range(count)
        ),
    )


def test_more_pairs_than_letters() -> None:
    html = sheet(replace(sample(), items=(pairs_of(28),)))
    assert "Z. 后项" in html
    assert "AA. 后项" in html
    assert "AB. 后项" in html
    assert "AC. 后项" not in html


def test_the_same_quiz_gives_the_same_bytes() -> None:
    assert export_sheet(sample()) == export_sheet(sample())
    assert files(sample(), variants=2) == files(sample(), variants=2)


def test_an_empty_quiz_is_a_page_all_the_same() -> None:
    html = sheet(Quiz("", ()))
    assert "练习" in html
    assert "共 0 题" in html


def test_english_labels() -> None:
    html = words(sheet(sample(), language="en", marks="1"))
    assert "Answer key" in html
    assert "I. Fill in the blanks" in html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nothing }}", r"sheet\.html:1: 'nothing' is undefined"),
        ("\n{{ paper.nothing }}", r"sheet\.html:2: .*no attribute 'nothing'"),
        ("{% if %}", r"sheet\.html:1: "),
        ("\n\n{{ 1 / 0 }}", r"sheet\.html:3: division by zero"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% include 'sheet/none.html' %}", r"none\.html"),
    ],
)
def test_a_mistake_in_a_template_is_one_line_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "sheet").mkdir()
    (tmp_path / "sheet" / "sheet.html").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        export_sheet(sample(), templates=tmp_path)


def test_a_template_may_extend_the_one_that_comes_with_quizgen(tmp_path: Path) -> None:
    (tmp_path / "sheet").mkdir()
    (tmp_path / "sheet" / "sheet.html").write_text(
        '{% extends "builtin/sheet/sheet.html" %}'
        "{% block header %}<h1>第三中学 {{ title }}</h1>{% endblock %}",
        encoding="utf-8",
    )
    (tmp_path / "sheet" / "sheet.css").write_text(
        '{% include "builtin/sheet/sheet.css" %} h1 { color: green; }', encoding="utf-8"
    )
    page = Page(export_sheet(sample(), templates=tmp_path).decode())
    assert "color: green" in page.texts["style"][0]
    assert digest(page.texts["style"][0]) in page.policy
    assert page.tags.count("h1") == 1


def test_the_script_uses_each_label_and_no_other() -> None:
    script = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "templates" / "sheet").glob("*.js")
    )
    # Labels are named in calls, or are the states of a question.
    used = set(
        re.findall(r'(?:label|button|judged)\(\s*(?:\w+ \? )?"(\w+)"(?: : "(\w+)")?', script)
    )
    named = {name for names in used for name in names if name}
    for labels in (labels_of("zh"), labels_of("en")):
        assert named == set(labels.practice)


@pytest.mark.parametrize(
    ("stem", "stop"),
    [
        ("叶绿体是场所", "。"),
        ("叶绿体是场所。", ""),
        ("他说：“是场所。”", ""),
        ("做好“土特产”", "。"),
        ("如……", ""),
    ],
)
def test_a_stem_cut_out_of_its_sentence_is_closed(stem: str, stop: str) -> None:
    assert closing(stem) == stop
